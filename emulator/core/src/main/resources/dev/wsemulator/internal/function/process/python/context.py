"""The context that a handler gets.

https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
"""
import json
import os
import time

from . import console
from .fault import Fault

_IDENTITY = {
    "cognito_identity_id": "cognitoIdentityId",
    "cognito_identity_pool_id": "cognitoIdentityPoolId",
}
_SHOWN = (
    "aws_request_id",
    "log_group_name",
    "log_stream_name",
    "function_name",
    "memory_limit_in_mb",
    "function_version",
    "invoked_function_arn",
    "client_context",
    "identity",
    "tenant_id",
)


class LambdaContext:
    def __init__(self, invocation):
        environment = os.environ.get
        self.aws_request_id = invocation.request_id
        self.log_group_name = environment("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environment("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environment("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environment("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = invocation.function_arn
        self.tenant_id = invocation.tenant_id
        self.client_context = _client_context(invocation.client_context)
        self.identity = _identity(invocation.cognito_identity)
        self._deadline_ms = invocation.deadline_ms

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, msg):
        console.write_event(str(msg))

    def __repr__(self):
        return _shown(self, _SHOWN)


class _Fields:
    """An object whose attributes are given by its class; what is not set is None."""

    __slots__ = ()

    def __init__(self, values):
        for name in self.__slots__:
            setattr(self, name, values.get(name))

    def __repr__(self):
        return _shown(self, self.__slots__)


class CognitoIdentity(_Fields):
    __slots__ = tuple(_IDENTITY)


class Client(_Fields):
    __slots__ = (
        "installation_id",
        "app_title",
        "app_version_name",
        "app_version_code",
        "app_package_name",
    )


class ClientContext(_Fields):
    __slots__ = ("custom", "env", "client")


def _shown(value, names):
    fields = ",".join("%s=%s" % (name, getattr(value, name)) for name in names)
    return "%s([%s])" % (type(value).__name__, fields)


def _client_context(header):
    if not header:
        return None
    context = ClientContext(_parsed(header, "Client Context"))
    if context.client is not None:
        context.client = Client(context.client)
    return context


def _identity(header):
    parsed = _parsed(header, "Cognito Identity") if header else {}
    return CognitoIdentity({name: parsed.get(key) for name, key in _IDENTITY.items()})


def _parsed(header, name):
    try:
        return json.loads(header)
    except Exception as error:
        raise Fault(
            "Runtime.LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (name, error)
        )
