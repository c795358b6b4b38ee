"""Names and addresses that lead to the emulator."""
import functools
import os

# An address that stands for the emulator until a socket is connected: some clients keep only the
# address that they looked up, and their own port. The whole of 127.0.0.0/8 is this machine.
_STAND_IN = "127.119.115.1"


def lead(socket, home, is_led):
    look_up = socket.getaddrinfo
    name, _, port = home.rpartition(":")
    address = look_up(name, int(port), socket.AF_INET, socket.SOCK_STREAM)[0][4]

    @functools.wraps(look_up)
    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        if not is_led(host):
            return look_up(host, port, family, type, proto, flags)
        # On Windows, asyncio connects without the methods below.
        found = address if os.name == "nt" else (_STAND_IN, _number(socket, port))
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", found)]

    def led(to):
        is_name = isinstance(to, tuple) and len(to) >= 2
        return address if is_name and (to[0] == _STAND_IN or is_led(to[0])) else to

    socket.getaddrinfo = getaddrinfo
    _lead_method(socket.socket, "connect", led)
    _lead_method(socket.socket, "connect_ex", led)


def _number(socket, port):
    if isinstance(port, (bytes, str)):
        text = port.decode() if isinstance(port, bytes) else port
        return int(text) if text.isdigit() else socket.getservbyname(text)
    return port or 0


def _lead_method(owner, name, led):
    original = getattr(owner, name)

    @functools.wraps(original)
    def connect(self, address):
        return original(self, led(address))

    setattr(owner, name, connect)
