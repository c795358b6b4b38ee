"""Connections to the emulator that their owners take for encrypted ones."""
import functools
import ipaddress
import socket


def lead(ssl, home, is_led):
    """Lets contexts wrap the connections of certain hosts into ones that encrypt nothing.

    Those that lead to the emulator's own address are among them: encryption would take longer than
    all else.
    """
    port = int(home.rpartition(":")[2])
    context = ssl.SSLContext
    wrap_socket, wrap_bio = context.wrap_socket, context.wrap_bio

    @functools.wraps(wrap_socket)
    def socket_wrapped(self, sock, *args, **named):
        host = _host(named, args, 3)
        if not is_led(host) and not _leads_to(port, sock):
            return wrap_socket(self, sock, *args, **named)
        return PlainSocket(self, sock, host)

    @functools.wraps(wrap_bio)
    def bio_wrapped(self, incoming, outgoing, *args, **named):
        host = _host(named, args, 1)
        if not is_led(host):
            return wrap_bio(self, incoming, outgoing, *args, **named)
        return PlainObject(self, incoming, outgoing, host, _want_read(ssl))

    context.wrap_socket, context.wrap_bio = socket_wrapped, bio_wrapped


def _leads_to(port, sock):
    """Whether a socket is connected with a port of this machine."""
    if sock.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    try:
        host, number = sock.getpeername()[:2]
    except OSError:  # it is not connected yet
        return False
    return number == port and (host.startswith("127.") or host == "::1")


def _is_address(name):
    try:
        ipaddress.ip_address(name)
        return True
    except ValueError:
        return False


def _want_read(ssl):
    """What says that nothing has come yet; up to Python 3.10, asyncio looks at its number."""
    return functools.partial(ssl.SSLWantReadError, ssl.SSL_ERROR_WANT_READ, "Nothing to read yet.")


def _host(named, args, position):
    """The parameter server_hostname, which stands at a position after the wrapped."""
    return args[position] if len(args) > position else named.get("server_hostname")


class _Unencrypted:
    """What clients ask of an encrypted connection after the handshake."""

    server_side = False
    session = None
    session_reused = False

    def do_handshake(self, block=False):
        pass

    def getpeercert(self, binary_form=False):
        """A certificate for the name that was asked for: botocore compares the two itself."""
        name = self.server_hostname
        kind = "IP Address" if _is_address(name) else "DNS"
        names = {"subject": ((("commonName", name),),), "subjectAltName": ((kind, name),)}
        return b"" if binary_form else names

    def cipher(self):
        return None

    def shared_ciphers(self):
        return None

    def compression(self):
        return None

    def version(self):
        return None

    def selected_alpn_protocol(self):
        return None

    def selected_npn_protocol(self):
        return None

    def get_channel_binding(self, cb_type="tls-unique"):
        return None


class PlainSocket(_Unencrypted, socket.socket):
    """A socket as it is, in the place of an ssl.SSLSocket; the wrapped one is detached."""

    def __init__(self, context, wrapped, host):
        timeout = wrapped.gettimeout()
        family, kind, protocol = wrapped.family, wrapped.type, wrapped.proto
        super().__init__(family, kind, protocol, fileno=wrapped.detach())
        self.settimeout(timeout)
        self.context = context
        self.server_hostname = host

    def read(self, size=1024, buffer=None):
        return self.recv(size) if buffer is None else self.recv_into(buffer, size)

    def write(self, data):
        return self.send(data)

    def pending(self):
        return 0

    def unwrap(self):
        return self


class PlainObject(_Unencrypted):
    """Hands bytes on, in the place of an ssl.SSLObject, as asyncio uses it."""

    def __init__(self, context, incoming, outgoing, host, want_read):
        self.context = context
        self.server_hostname = host
        self._incoming = incoming
        self._outgoing = outgoing
        self._want_read = want_read

    def read(self, size=1024, buffer=None):
        data = self._incoming.read(size)
        if not data and not self._incoming.eof:
            raise self._want_read()
        if buffer is None:
            return data
        buffer[: len(data)] = data
        return len(data)

    def write(self, data):
        return self._outgoing.write(data)

    def pending(self):
        return self._incoming.pending

    def unwrap(self):
        return None
