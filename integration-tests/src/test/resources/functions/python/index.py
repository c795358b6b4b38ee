import json
import threading
import time


def greet(event, context):
    to = json.loads(event["body"])["to"]
    print("greeting", to)
    return {"statusCode": 200, "body": "hello, " + to}


def lost(event, context):
    """The timer is lost when the environment is frozen: nothing waits for it."""
    if event["requestContext"]["routeKey"] == "remind":
        threading.Timer(0.1, print, ["reminded"]).start()
    else:
        time.sleep(0.5)
    return {"statusCode": 200, "body": event["requestContext"]["routeKey"]}


def kept(event, context):
    """The cure: the response waits for the work."""
    timer = threading.Timer(0.1, print, ["reminded"])
    timer.start()
    timer.join()
    return {"statusCode": 200, "body": "kept"}
