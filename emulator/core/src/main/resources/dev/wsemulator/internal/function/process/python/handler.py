"""Finds the function that _HANDLER names.

https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""
import importlib
import sys

from .fault import Fault


def load(name):
    """Returns the handler, or raises a Fault, or what the function's own code raised."""
    module_name, function_name = _split(name)
    module = _module(module_name)
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise Fault(
            "Runtime.HandlerNotFound",
            "Handler '%s' missing on module '%s'" % (function_name, module_name),
        )


def _split(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as error:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': %s" % (name, error))
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault(
            "Runtime.BuiltInModuleConflict",
            "Cannot use built-in module %s as a handler module" % module_name,
        )
    return module_name, function_name


def _module(name):
    try:
        return importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        raise Fault(
            "Runtime.ImportModuleError", "Unable to import module '%s': %s" % (name, error)
        ) from error
    except SyntaxError as error:
        place = '  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)
        raise Fault(
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module '%s': %s" % (name, error),
            [place],
        ) from error
