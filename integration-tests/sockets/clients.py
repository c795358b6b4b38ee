"""Clients of the library websockets, driven by lines.

Reads a verb, the number of a client and perhaps a URL or a text, separated by tabs: connect, send,
leave or abort. Writes the number of a client and what has happened to it.

clients.py [AUTHORITY]

AUTHORITY is a file with the certificates of the authority that clients trust.
"""
import asyncio
import ssl
import sys

import websockets
from websockets.exceptions import ConnectionClosed

VERSION = tuple(int(part) for part in websockets.__version__.split(".")[:1])
SOCKETS = {}
TASKS = {}


def happened(client, event):
    print(f"{client}\t{event}", flush=True)


def options(url):
    chosen = {"compression": None, "ping_interval": None, "open_timeout": None}
    if VERSION >= (15,):
        chosen["proxy"] = None
    if url.startswith("wss:"):
        chosen["ssl"] = ssl.create_default_context(cafile=sys.argv[1])
    return chosen


def refusal(failure):
    response = getattr(failure, "response", None)
    status = getattr(response, "status_code", getattr(failure, "status_code", None))
    return f"no handshake: {status}" if status else "no handshake"


async def run(client, url):
    try:
        socket = await websockets.connect(url, **options(url))
    except Exception as failure:
        happened(client, refusal(failure))
        return
    SOCKETS[client] = socket
    happened(client, "open")
    try:
        while True:
            happened(client, await socket.recv())
    except ConnectionClosed as end:
        close = end.rcvd
        happened(client, f"closed {close.code} {close.reason}".strip() if close else "closed 1006")


def abort(client):
    TASKS[client].cancel()
    if client in SOCKETS:
        SOCKETS[client].transport.abort()


async def obey(verb, client, rest):
    if verb == "connect":
        TASKS[client] = asyncio.create_task(run(client, rest[0]))
    elif verb == "send":
        await SOCKETS[client].send(rest[0])
    elif verb == "leave":
        asyncio.create_task(SOCKETS[client].close())
    else:
        abort(client)


async def main():
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        verb, client, *rest = line.decode().rstrip("\n").split("\t")
        try:
            await obey(verb, client, rest)
        except Exception as failure:
            print(f"{verb} {client}: {failure!r}", file=sys.stderr, flush=True)


asyncio.run(main())
