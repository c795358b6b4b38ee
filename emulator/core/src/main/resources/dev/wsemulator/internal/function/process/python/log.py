"""The handler of the root logger that Lambda brings.

https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
"""
import json
import logging
import time

from .console import write_event
from .current import current
from .log_settings import IS_JSON, TIMESTAMP, level_name

_TEXT = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
_OF_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {
    "aws_request_id",
    "tenant_id",
    # Of later versions of Python, or set while a record is formatted.
    "message",
    "asctime",
    "taskName",
}


def set_up(module):
    """Adds the handler, so that logging.basicConfig does nothing, as on Lambda."""
    module.Formatter.converter = time.gmtime
    handler = LambdaLoggerHandler()
    handler.setFormatter(
        JsonFormatter() if IS_JSON else module.Formatter(_TEXT, "%Y-%m-%dT%H:%M:%S")
    )
    handler.addFilter(LambdaLoggerFilter())
    root = module.getLogger()
    level = level_name()
    if isinstance(module.getLevelName(level), int):
        root.setLevel(level)
    root.addHandler(handler)
    # The endpoints are the emulator's: on Lambda, there are none to report.
    module.getLogger("botocore.configprovider").addFilter(_reports_no_endpoint)


def _reports_no_endpoint(record):
    return not str(record.msg).startswith("Found endpoint for")


class LambdaLoggerFilter(logging.Filter):
    def filter(self, record):
        record.aws_request_id = current.request_id
        record.tenant_id = current.tenant_id
        return True


class LambdaLoggerHandler(logging.Handler):
    def emit(self, record):
        write_event(self.format(record))


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object, with what "extra" gave."""

    _encode = json.JSONEncoder(ensure_ascii=False).encode

    def __init__(self):
        super().__init__(datefmt=TIMESTAMP)

    def format(self, record):
        record.levelno = min(50, max(0, record.levelno)) // 10 * 10
        record.levelname = logging.getLevelName(record.levelno)
        fields = {
            "timestamp": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            **self._exception(record),
            "requestId": getattr(record, "aws_request_id", None),
            "tenantId": getattr(record, "tenant_id", None),
        }
        for name, value in vars(record).items():
            if name not in _OF_RECORD:
                fields.setdefault(name, value)
        return self._encode({k: v for k, v in fields.items() if v is not None})

    @staticmethod
    def _exception(record):
        if not record.exc_info:
            return {}
        import traceback

        error_type, error, trace = record.exc_info
        return {
            "stackTrace": traceback.format_tb(trace),
            "errorType": error_type.__name__ if error_type else None,
            "errorMessage": str(error),
            "location": "%s:%s:%s" % (record.pathname, record.funcName, record.lineno),
        }
