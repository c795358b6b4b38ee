"""Events and results as JSON, as Lambda's runtime reads and writes them.

Lambda's encoder knows more than "json": decimals are numbers, bytes are text, and named tuples are
objects. https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""
import json
import math
import os
import sys

from .fault import Fault

_SCALARS = frozenset((str, int, float, bool, type(None)))
_PLAIN = _SCALARS | {dict, list, tuple}
_DEEP = 100


def _is_ascii():
    """Up to Python 3.11, Lambda escapes what is not ASCII."""
    version = os.environ.get("AWS_EXECUTION_ENV", "").rpartition("python3.")[2]
    return not version.isdigit() or int(version) < 12


_encode = json.JSONEncoder(ensure_ascii=_is_ascii()).encode


def read(body, content_type):
    if content_type and content_type != "application/json":
        return body
    try:
        return json.loads(body)
    except Exception as error:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error)


def write(result):
    """Returns a result as text or bytes, and its content type."""
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        return text(result), "application/json"
    except Exception as error:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error)


def error_bytes(report):
    # The escape of half a surrogate pair is one of JSON's, too.
    return text(report).encode("utf-8", "backslashreplace")


def text(value):
    return _encode(value) if _is_plain(value, 0) else "".join(_pieces(value, []))


def _is_plain(value, depth):
    """Whether "json" alone encodes a value as Lambda does: then it is done in C."""
    if type(value) in _SCALARS:
        return True
    if type(value) is dict:
        if not _SCALARS.issuperset(map(type, value)):
            return False
        values = value.values()
    elif type(value) in _PLAIN:
        values = value
    else:
        return False
    types = set(map(type, values))
    if types <= _SCALARS:
        return True
    return types <= _PLAIN and depth < _DEEP and all(_is_plain(v, depth + 1) for v in values)


def _pieces(value, holders):
    """The pieces of a value's JSON; holders are the ids of the objects that it is in."""
    if isinstance(value, bytes):
        value = value.decode()
    if value is None or isinstance(value, (str, int, float)):
        yield _encode(value)
        return
    if _is_decimal(value):
        yield _encode(math.nan) if value.is_nan() else str(value)
        return
    if id(value) in holders:
        raise ValueError("Circular reference detected")
    holders.append(id(value))
    if isinstance(value, list):
        yield from _array(value, holders)
    elif callable(getattr(value, "_asdict", None)):
        yield from _object(value._asdict(), holders)
    elif isinstance(value, tuple):
        yield from _array(value, holders)
    elif isinstance(value, dict):
        yield from _object(value, holders)
    else:
        _encode(value)  # Raises the error that Python has for it.
    holders.pop()


def _array(values, holders):
    yield "["
    for number, value in enumerate(values):
        yield ", " if number else ""
        yield from _pieces(value, holders)
    yield "]"


def _object(values, holders):
    yield "{"
    for number, (key, value) in enumerate(values.items()):
        yield ", " if number else ""
        # Lets "json" turn the key into text, or refuse it.
        yield _encode({key.decode() if isinstance(key, bytes) else key: 0})[1:-2]
        yield from _pieces(value, holders)
    yield "}"


def _is_decimal(value):
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)
