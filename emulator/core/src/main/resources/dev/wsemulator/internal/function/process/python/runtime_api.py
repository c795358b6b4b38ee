"""A client of the Lambda Runtime API: one connection, and one write for each invocation.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""
# "socket" and "http.client" would take more time to import than all the rest.
import _socket
import os
import sys

_BASE = "/2018-06-01/runtime/"
_CHUNK = 65536
# A report that may be too long is answered before the next event is asked for: one that is asked
# for by a process that ends would be lost.
_LONG = 1024 * 1024
# A signal that arrives just before a wait begins does not end it, and its handler runs after it: so
# no wait is longer than a second.
_WAIT = 1000 if sys.platform == "win32" else (1).to_bytes(8, sys.byteorder) + bytes(8)


class Invocation:
    """An event with what its headers say."""

    __slots__ = ("body", "_headers", "request_id", "trace_id", "tenant_id")

    def __init__(self, headers, body):
        self.body = body
        self._headers = headers
        self.request_id = headers["lambda-runtime-aws-request-id"]
        self.trace_id = headers.get("lambda-runtime-trace-id")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id") or None

    @property
    def content_type(self):
        return self._headers.get("content-type")

    @property
    def deadline_ms(self):
        return int(self._headers["lambda-runtime-deadline-ms"])

    @property
    def function_version(self):
        return self._headers.get("wsemulator-function-version")

    @property
    def function_arn(self):
        return self._headers.get("lambda-runtime-invoked-function-arn")

    @property
    def client_context(self):
        return self._headers.get("lambda-runtime-client-context")

    @property
    def cognito_identity(self):
        return self._headers.get("lambda-runtime-cognito-identity")


class RuntimeApi:
    """Not safe for use by several threads: only the main thread uses it."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._socket = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        self._socket.connect((host, int(port)))
        self._socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        self._socket.setsockopt(_socket.SOL_SOCKET, _socket.SO_RCVTIMEO, _WAIT)
        self._received = b""
        self._host = "\r\nHost: %s\r\n" % address
        self._get_next = ("GET %sinvocation/next HTTP/1.1%s\r\n" % (_BASE, self._host)).encode()

    def next(self):
        """Waits for an event."""
        self._socket.sendall(self._get_next)
        return self._invocation()

    def report_and_next(self, request_id, kind, body, content_type, error_type):
        """Reports what became of an event and waits for the next one."""
        if isinstance(body, str):
            # On Lambda, too, the process ends if this fails, with half a surrogate pair.
            body = body.encode()
        path = "invocation/%s/%s" % (request_id, kind)
        head = self._head(path, body, content_type, error_type)
        is_long = len(body) > _LONG
        self._socket.sendall(b"".join((head, body, b"" if is_long else self._get_next)))
        status, _, _ = self._answer()
        if status >= 300:
            self._give_up(kind, status)
        return self.next() if is_long else self._invocation()

    def report_init_error(self, body, error_type):
        head = self._head("init/error", body, "application/json", error_type)
        self._socket.sendall(head + body)
        self._answer()

    def _head(self, path, body, content_type, error_type):
        error = "Lambda-Runtime-Function-Error-Type: %s\r\n" % error_type if error_type else ""
        head = "POST %s%s HTTP/1.1%sContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n"
        parts = (_BASE, path, self._host, content_type, error, len(body))
        return (head % parts).encode("latin-1", "replace")

    def _give_up(self, kind, status):
        """Lambda's runtime ends when its report is refused, such as one that is too long."""
        what = "success" if kind == "response" else "error"
        words = "Failed to post handler %s response. Http response code: %d.\n"
        sys.stderr.write(words % (what, status))
        sys.exit(1)

    def _invocation(self):
        status, headers, body = self._answer()
        if status != 200:
            raise RuntimeError("The Runtime API answered %d to a request for an event." % status)
        return Invocation(headers, body)

    def _answer(self):
        while True:
            head, end, rest = self._received.partition(b"\r\n\r\n")
            if end:
                break
            self._received += self._receive()
        first, *lines = head.decode("utf-8", "replace").split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = self._body(rest, int(headers.get("content-length", 0)))
        return int(first.split(" ", 2)[1]), headers, body

    def _body(self, received, length):
        if len(received) >= length:
            self._received = received[length:]
            return received[:length]
        self._received = b""
        body = bytearray(length)
        body[: len(received)] = received
        at = len(received)
        with memoryview(body) as view:
            while at < length:
                try:
                    at += self._socket.recv_into(view[at:]) or self._end()
                except BlockingIOError:  # a second is over
                    pass
        return bytes(body)

    def _receive(self):
        while True:
            try:
                return self._socket.recv(_CHUNK) or self._end()
            except BlockingIOError:  # a second is over
                pass

    def _end(self):
        """The emulator has closed the environment: nobody waits for threads or exit handlers."""
        os._exit(0)
