"""Sends texts of many sizes to an echo with the library websockets, and checks what comes back.

client.py URL COUNT deflate|plain

A text that begins with "times8:" comes back as eight times the rest.
"""
import asyncio
import random
import sys

import websockets
from websockets.exceptions import ConnectionClosed

WHOLE = [0, 1, 125, 126, 1000, 8191, 8192, 10900, 32768]
PARTS = [32769, 65536, 131072]
FRAME = 32768


def text(kind, size):
    if kind == "repeating":
        return ("a text that repeats itself, " * (size // 28 + 1))[:size]
    some = random.Random(size)
    return "".join(chr(some.randint(33, 126)) for _ in range(size))


def parts(message):
    return [message[at : at + FRAME] for at in range(0, len(message), FRAME)]


async def check(socket, sent, expected):
    await socket.send(sent)
    received = await asyncio.wait_for(socket.recv(), 30)
    if received != expected:
        sys.exit(f"{len(expected)} characters were expected, {len(received)} others came")


async def too_long(connect, sent):
    async with connect() as socket:
        await socket.send(sent)
        try:
            await asyncio.wait_for(socket.recv(), 30)
            sys.exit("a message that is too long was answered")
        except ConnectionClosed as end:
            if end.rcvd is None or end.rcvd.code != 1009:
                sys.exit(f"a message that is too long ended the connection with {end}")


async def main(url, count, compression):
    def connect():
        return websockets.connect(
            url, compression="deflate" if compression == "deflate" else None, max_size=None
        )

    messages = 0
    async with connect() as socket:
        for kind in ["random", "repeating"]:
            for size in WHOLE + PARTS:
                message = text(kind, size)
                sent = message if size <= FRAME else parts(message)
                for _ in range(count):
                    await check(socket, sent, message)
                messages += count
            half = text(kind, 16384)
            for _ in range(count):
                await check(socket, "times8:" + half, half * 8)
            messages += count
    await too_long(connect, text("random", 32769))
    await too_long(connect, parts(text("repeating", 131073)))
    print(f"Python websockets {websockets.__version__}, {compression}: {messages} messages, none lost")


asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
