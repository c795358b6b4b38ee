"""Sends texts of many sizes to an echo with the library websockets, and checks what comes back.

client.py URL COUNT deflate|plain

A text that begins with "times8:" comes back as eight times the rest. A line of each size says how
many were sent and received.
"""
import asyncio
import random
import sys

import websockets
from websockets.exceptions import ConnectionClosed

WHOLE = [0, 1, 125, 126, 1000, 8191, 8192, 10900, 32768]
PARTS = [32769, 65536, 131072]
FRAME = 32768
SOME = "".join(map(chr, random.Random(1).choices(range(33, 127), k=1 << 20)))


def text(kind, size, number):
    """A random text is another each time, so that the one before does not help to compress it."""
    if kind == "repeating":
        return ("a text that repeats itself, " * (size // 28 + 1))[:size]
    start = number * size % (len(SOME) - size)
    return SOME[start : start + size]


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

    print(f"websockets {websockets.__version__}, {compression}")
    async with connect() as socket:
        for kind in ["random", "repeating"]:
            for size in WHOLE + PARTS:
                received = 0
                for number in range(count):
                    message = text(kind, size, number)
                    await check(socket, message if size <= FRAME else parts(message), message)
                    received += 1
                print(f"{kind}\t{size}\t{count}\t{received}")
            received = 0
            for number in range(count):
                part = text(kind, 16384, number)
                await check(socket, "times8:" + part, part * 8)
                received += 1
            print(f"{kind}, times 8\t131072\t{count}\t{received}")
    await too_long(connect, text("random", 32769, 0))
    print("one frame\t32769\t1\tended with 1009")
    await too_long(connect, parts(text("repeating", 131073, 0)))
    print("several frames\t131073\t1\tended with 1009")


asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
