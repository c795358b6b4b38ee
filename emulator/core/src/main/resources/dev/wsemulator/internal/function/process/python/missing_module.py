"""Says how to get what Lambda brings and this machine's Python does not have."""
import os
import sys

# https://docs.aws.amazon.com/lambda/latest/dg/python-package.html#python-package-dependencies
_BROUGHT = {
    "boto3": "boto3",
    "botocore": "boto3",
    "s3transfer": "boto3",
    "jmespath": "boto3",
    "dateutil": "boto3",
    "urllib3": "boto3",
    "six": "boto3",
}

_explained = set()


def explain(error):
    """Writes one line to standard error, once for each module, if the error is such a module."""
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return
    name = error.name.partition(".")[0]
    if name not in _BROUGHT or name in _explained:
        return
    _explained.add(name)
    runtime = os.environ.get("AWS_EXECUTION_ENV", "python3").replace("AWS_Lambda_", "")
    sys.stderr.write(
        "No module named '%s': Lambda's %s brings it, this machine's python3 (%s) does not: "
        'run "%s -m pip install %s".\n'
        % (name, runtime, sys.executable, sys.executable, _BROUGHT[name])
    )
