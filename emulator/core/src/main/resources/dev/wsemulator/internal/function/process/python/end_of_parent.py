"""Ends the process when the emulator is gone, however it ended."""
import _thread
import os
import stat

_STDIN = 0


def watch():
    """Waits in a thread for the end of standard input, and gives the function an empty one.

    The emulator holds the other end of the pipe. Anything but a pipe is left as it is.
    """
    if not _is_pipe():
        return
    pipe = os.dup(_STDIN)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, _STDIN)
    os.close(empty)
    # A thread that "threading" does not know: it is neither listed nor waited for.
    _thread.start_new_thread(_end_with, (pipe,))


def _is_pipe():
    try:
        mode = os.fstat(_STDIN).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _end_with(pipe):
    while os.read(pipe, 4096):
        pass
    os._exit(0)
