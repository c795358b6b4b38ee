"""Prepares the process as Lambda does, loads the handler and gives it one event after the other."""
import os
import signal
import sys

from . import after_import, console, end_of_parent, errors, handler, lambda_paths, payload
from .context import LambdaContext
from .current import current
from .runtime_api import RuntimeApi


def run():
    end_of_parent.watch()
    # Ctrl+C at a terminal goes to all processes; the emulator says when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    console.install()
    _await_imports()
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    serve(api, _load_handler(api))


def _await_imports():
    """What changes a module of the standard library waits until somebody imports it."""
    # Imported after the function, but the function's file of that name is not meant.
    after_import.prefer_standard("traceback")
    after_import.call("logging", _set_up_logging)
    home = os.environ.pop("WSEMULATOR_HOME", None)
    hosts = os.environ.pop("WSEMULATOR_HOSTS", None)
    if home and hosts:
        from . import hook

        hook.install(home, hosts)
    lambda_paths.install(os.environ["LAMBDA_TASK_ROOT"], os.environ.pop("WSEMULATOR_OPT", None))
    after_import.install()


def _set_up_logging(module):
    from . import log

    log.set_up(module)


def _load_handler(api):
    # Lambda's folders are read-only. Here, compiled code would be taken for that of a file which
    # is changed within the same second.
    sys.dont_write_bytecode = True
    try:
        return handler.load(os.environ["_HANDLER"])
    except Exception as error:
        report = errors.report_of(error)
    errors.log(report)
    api.report_init_error(payload.error_bytes(report), report["errorType"])
    # https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    sys.exit(1)


def serve(api, handle):
    invocation = api.next()
    while True:
        current.request_id = invocation.request_id
        current.tenant_id = invocation.tenant_id
        _set_trace(invocation.trace_id)
        _set_version(invocation.function_version)
        try:
            context = LambdaContext(invocation)
            event = payload.read(invocation.body, invocation.content_type)
            kind, body, content_type, error_type = _succeed(handle(event, context))
        except Exception as error:
            kind, body, content_type, error_type = _fail(error, invocation.request_id)
        invocation = api.report_and_next(
            invocation.request_id, kind, body, content_type, error_type
        )


def _succeed(result):
    body, content_type = payload.write(result)
    return "response", body, content_type, None


def _fail(error, request_id):
    report = errors.report_of(error, request_id)
    errors.log(report)
    return "error", payload.error_bytes(report), "application/json", report["errorType"]


def _set_version(version):
    """Here, one process runs every version of the function."""
    if version and version != os.environ.get("AWS_LAMBDA_FUNCTION_VERSION"):
        os.environ["AWS_LAMBDA_FUNCTION_VERSION"] = version


def _set_trace(trace_id):
    if trace_id:
        os.environ["_X_AMZN_TRACE_ID"] = trace_id
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)
