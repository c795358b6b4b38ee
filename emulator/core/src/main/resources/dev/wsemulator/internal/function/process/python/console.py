"""Standard output and error as the emulator reads them: UTF-8, and written at once."""
import builtins
import io
import sys


class _Through(io.BufferedWriter):
    """Keeps nothing back, so nothing is lost when the process is killed."""

    def write(self, data):
        count = super().write(data)
        self.flush()
        return count


def install():
    sys.stdout = sys.__stdout__ = _stream(1, "<stdout>")
    sys.stderr = sys.__stderr__ = _stream(2, "<stderr>")
    builtins.print = print


def _stream(descriptor, name):
    raw = io.FileIO(descriptor, "w", closefd=False)
    raw.name = name
    # "backslashreplace": no text that a function prints is an error.
    return io.TextIOWrapper(
        _Through(raw), "utf-8", "backslashreplace", newline="\n", write_through=True
    )


def write_event(text):
    """Writes one log event as one line: newlines within become "\\r" until the emulator reads it."""
    if text.endswith("\n"):
        text = text[:-1]
    sys.stdout.write(text.replace("\n", "\r") + "\n")


_print = builtins.print


def print(*values, sep=" ", end="\n", file=None, flush=False):
    """Prints with one write, where the original has one for each value and each separator.

    So lines of several threads stay whole, although nothing is kept back.
    """
    if file is not None and file is not sys.stdout:
        return _print(*values, sep=sep, end=end, file=file, flush=flush)
    if not (sep is None or isinstance(sep, str)) or not (end is None or isinstance(end, str)):
        return _print(*values, sep=sep, end=end, flush=flush)
    text = (" " if sep is None else sep).join(map(str, values)) + ("\n" if end is None else end)
    return _print(text, end="", flush=flush)


print.__module__ = "builtins"
print.__doc__ = _print.__doc__
