"""Does something with a module of the standard library as soon as somebody imports it.

Importing "logging", "socket" and "ssl" beforehand costs up to 30 ms, which a function that does
not want them would pay at each cold start.
"""
import os
import sys
from importlib.machinery import PathFinder

_STANDARD = [os.path.dirname(os.__file__)]

_actions = {}


def prefer_standard(name):
    """Lets the standard module win over a module of the function with that name."""
    call(name, None)


def call(name, action):
    """Calls an action with a standard module, now if it is loaded, else when it is."""
    if name not in sys.modules:
        _actions[name] = action
    elif action:
        action(sys.modules[name])


def install():
    sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the modules that are waited for, in the folder of the standard library."""

    def find_spec(self, name, path=None, target=None):
        if name not in _actions:
            return None
        action = _actions.pop(name)
        spec = PathFinder.find_spec(name, _STANDARD)
        if spec is not None and action is not None:
            spec.loader = _Loader(spec.loader, action)
        return spec

    def invalidate_caches(self):
        """Called by importlib; nothing is cached here."""


class _Loader:
    """Loads as another loader does, which the module keeps as its own, then calls the action."""

    def __init__(self, loader, action):
        self._loader = loader
        self._action = action

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._action(module)
