"""What becomes of an exception: the object that the caller gets, and the words in the log.

https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
"""
import os
import sys
import time

from . import missing_module, payload
from .console import write_event
from .fault import Fault
from .log_settings import IS_JSON, TIMESTAMP

_OWN = os.path.dirname(os.path.abspath(__file__)) + os.sep
_INDENT = "\u00a0"


def report_of(error, request_id=""):
    missing_module.explain(error.__cause__ if isinstance(error, Fault) else error)
    if isinstance(error, Fault):
        return _report(str(error), error.error_type, request_id, error.stack)
    return _report(str(error), type(error).__name__, request_id, _stack(error))


def _report(message, error_type, request_id, stack):
    return {
        "errorMessage": message,
        "errorType": error_type,
        "requestId": request_id,
        "stackTrace": stack,
    }


def _stack(error):
    """The frames of a function, or ours if it was not reached, as with too few parameters."""
    import traceback

    # Without the columns that Python 3.11 marks: Lambda does not show them.
    frames = [
        (frame.filename, frame.lineno, frame.name, frame.line)
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    of_function = [frame for frame in frames if not frame[0].startswith(_OWN)]
    return traceback.format_list(of_function or frames[-1:])


def log(report):
    if IS_JSON:
        now = time.strftime(TIMESTAMP, time.gmtime())
        write_event(payload.text({"timestamp": now, "log_level": "ERROR", **report}))
        return
    heading = "[ERROR] %s" % report["errorType"]
    if report["errorMessage"]:
        heading += ": " + report["errorMessage"]
    lines = [heading, "Traceback (most recent call last):"]
    for frame in report["stackTrace"]:
        lines += map(_hard_indented, frame.splitlines())
    write_event("\n".join(lines))


def _hard_indented(line):
    text = line.lstrip(" ")
    return _INDENT * (len(line) - len(text)) + text
