"""How a function's log is written, by the variables that Lambda sets.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
"""
import os

TIMESTAMP = "%Y-%m-%dT%H:%M:%SZ"
IS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"


def level_name():
    """A level as Python's logging calls it, or the empty string."""
    name = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    return "DEBUG" if name == "TRACE" else name
