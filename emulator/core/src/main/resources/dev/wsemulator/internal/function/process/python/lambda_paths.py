"""Lets Lambda's absolute paths lead to the function's folders.

A path below /var/task or /opt stands for the file in the function's code or its layers, if there
is one; all other paths stay. What C code opens itself, and the programs that a function starts,
see the paths as they are.
"""
# "functools" would take more time to import than all of this.
import builtins
import io
import os
import sys

from . import after_import

_FILES = (
    "access",
    "chdir",
    "getxattr",
    "listdir",
    "listxattr",
    "lstat",
    "open",
    "readlink",
    "scandir",
    "stat",
)
# Where "os" says what a function of it can do.
_ABILITIES = ("supports_dir_fd", "supports_effective_ids", "supports_fd", "supports_follow_symlinks")


_stat = os.stat


def install(task_root, opt):
    """Takes the folders in place of /var/task and, if the function has layers, of /opt."""
    places = [("/var/task", task_root), ("/opt", opt)]
    here = _Here([place for place in places if place[1] and place[1] != place[0]])
    for name in _FILES:
        if hasattr(os, name):
            setattr(os, name, _led(here, getattr(os, name)))
    builtins.open = io.open = _Led(here, io.open)
    sys.path_hooks.insert(0, _path_hook(here))
    after_import.call("subprocess", lambda module: _lead_programs(module, here))
    after_import.call("ctypes", lambda module: _lead_libraries(module, here))


class _Here:
    """Returns the path on this machine for a path on Lambda, and everything else as it is."""

    def __init__(self, places):
        self._places = places

    def __call__(self, path):
        text = path if isinstance(path, str) else _text(path)
        if not text or text[0] != "/":
            return path
        for lambda_folder, folder in self._places:
            if text.startswith(lambda_folder):
                rest = text[len(lambda_folder) :]
                if rest[:1] in ("", "/") and _is_there(folder + rest):
                    return folder + rest
        return path


def _is_there(path):
    try:
        _stat(path)
    except (OSError, ValueError):
        return False
    return True


def _text(path):
    """The text of a pathlib.Path, or the empty string for a descriptor and all else."""
    if isinstance(path, os.PathLike):
        text = os.fspath(path)
        return text if isinstance(text, str) else ""
    return ""


class _Led:
    """Calls a function with the path here. No Python function, so it never becomes a method."""

    def __init__(self, here, original):
        self.__name__ = original.__name__
        self.__doc__ = original.__doc__
        self.__wrapped__ = original
        self._here = here
        self._original = original

    def __call__(self, *args, **named):
        if args:
            args = (self._here(args[0]),) + args[1:]
        else:
            for name in ("path", "file"):
                if name in named:
                    named[name] = self._here(named[name])
        return self._original(*args, **named)


def _led(here, original):
    led = _Led(here, original)
    for ability in _ABILITIES:
        able = getattr(os, ability)
        if original in able:
            able.add(led)
    return led


def _path_hook(here):
    """Lets such a path be an entry of sys.path."""

    def hook(entry):
        found = here(entry)
        if found == entry:
            raise ImportError("no folder of Lambda")
        for other in sys.path_hooks:
            if other is not hook:
                try:
                    return other(found)
                except ImportError:
                    continue
        raise ImportError("no modules are in %s" % found)

    return hook


def _lead_programs(subprocess, here):
    original = subprocess.Popen.__init__

    def init(self, args, *more, **named):
        if isinstance(args, (list, tuple)) and args:
            args = [here(args[0])] + list(args[1:])
        elif not isinstance(args, (list, tuple)) and not named.get("shell"):
            args = here(args)
        return original(self, args, *more, **named)

    init.__wrapped__ = original
    subprocess.Popen.__init__ = init


def _lead_libraries(ctypes, here):
    original = ctypes.CDLL.__init__

    def init(self, name, *more, **named):
        return original(self, here(name), *more, **named)

    init.__wrapped__ = original
    ctypes.CDLL.__init__ = init
