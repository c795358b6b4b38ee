"""What the cases of all runtimes ask for; the same words have the same meaning in every language."""
import base64
import hashlib
import logging
import os
import signal
import threading
import time
import urllib.error
import urllib.request
import uuid

ENVIRONMENT = str(uuid.uuid4())
LOG = logging.getLogger()
LOG.setLevel(logging.INFO)

invocations = 0
elapsed = False


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def call(url, method, body=None):
    """Sends a request, and returns the status and the text of the answer."""
    request = urllib.request.Request(url, method=method, data=body and body.encode())
    try:
        with urllib.request.urlopen(request) as answer:
            return {"status": answer.status, "text": answer.read().decode()}
    except urllib.error.HTTPError as error:
        return {"status": error.code, "text": error.read().decode()}


def fail(event, context):
    raise ValueError(event["message"])


def exit_now(event, context):
    os._exit(event["status"])


def crash(event, context):
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(60)


def loop(event, context):
    print("process", os.getpid(), "loops")
    while True:
        pass


def sleep(event, context):
    print("process", os.getpid(), "sleeps")
    time.sleep(event["millis"] / 1000)
    return "slept"


def describe(event, context):
    return {
        "functionName": context.function_name,
        "functionVersion": context.function_version,
        "arn": context.invoked_function_arn,
        "memory": str(context.memory_limit_in_mb),
        "requestId": context.aws_request_id,
        "logGroup": context.log_group_name,
        "logStream": context.log_stream_name,
        "remaining": context.get_remaining_time_in_millis(),
    }


def state(event, context):
    return {"environment": ENVIRONMENT, "invocations": invocations, "process": os.getpid()}


def meet(event, context):
    call(event["url"], "GET")
    return ENVIRONMENT


def leave(event, context):
    """Leaves work behind that takes a while."""

    def work():
        global elapsed
        time.sleep(event["millis"] / 1000)
        elapsed = True

    threading.Thread(target=work, daemon=True).start()


def version(event, context):
    import version as current

    return current.WORDS


def layer(event, context):
    import greeting

    return greeting.WORDS


DEEDS = {
    "echo": lambda event, context: event,
    "value": lambda event, context: event["value"],
    "size": lambda event, context: "x" * event["bytes"],
    "digest": lambda event, context: sha256(event["text"].encode()),
    "digest64": lambda event, context: sha256(base64.b64decode(event["body"])),
    "fail": fail,
    "exit": exit_now,
    "crash": crash,
    "loop": loop,
    "sleep": sleep,
    "log": lambda event, context: LOG.info(event["text"]),
    "variables": lambda event, context: dict(os.environ),
    "context": describe,
    "environment": state,
    "meet": meet,
    "post": lambda event, context: call(event["url"], "POST", event["text"]),
    "leave": leave,
    "elapsed": lambda event, context: elapsed,
    "version": version,
    "layer": layer,
}


def handler(event, context):
    global invocations
    invocations += 1
    message = "requestContext" in event and event.get("body")
    if message == "version":
        return {"statusCode": 200, "body": version(event, context)}
    return {"statusCode": 200, "body": message} if message else DEEDS[event["do"]](event, context)
