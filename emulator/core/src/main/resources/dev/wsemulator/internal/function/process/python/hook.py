"""Leads calls for certain host names to the emulator, whatever library makes them.

boto3, requests, httpx, aiohttp and the standard library all look a name up with
socket.getaddrinfo, connect a socket.socket and wrap it with an ssl.SSLContext. So these three are
what changes: such a name leads to the emulator's port, and what should be encrypted on the way
there is sent as it is, also by who goes there by its address. Everything above stays: the Host
header, and so the signature, too. Other names do not notice.
"""
import json
import re

from . import after_import


def install(home, hosts):
    """Leads hosts, a JSON list of regular expressions, to home, which is "host:port"."""
    pattern = re.compile("|".join("(?:%s)" % host for host in json.loads(hosts)), re.IGNORECASE)

    def is_led(host):
        if isinstance(host, (bytes, bytearray)):
            host = host.decode("ascii", "replace")
        return isinstance(host, str) and pattern.search(host) is not None

    after_import.call("socket", lambda module: _lead_sockets(module, home, is_led))
    after_import.call("ssl", lambda module: _lead_encryption(module, home, is_led))


def _lead_sockets(module, home, is_led):
    from .led_sockets import lead

    lead(module, home, is_led)


def _lead_encryption(module, home, is_led):
    from .led_encryption import lead

    lead(module, home, is_led)
