"""Runs an unmodified Lambda function for Python over the Lambda Runtime API.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

Start it as "python3 -X utf8 bootstrap.py" with the environment of a Lambda function, in the
function's folder, and with a pipe as standard input whose end is the end of the process. It needs
nothing but the standard library of Python 3.8 or later.
"""
import os
import sys


def load_runtime():
    """Imports the runtime from a package that no search path has, so it hides no module of a user.

    Meanwhile neither the function nor its layers are on the path: a file of theirs that is named
    as a module of the standard library is not taken for it, as on Lambda.
    """
    own = os.path.dirname(os.path.realpath(__file__))
    layers = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    path = [entry for entry in sys.path if entry and os.path.realpath(entry) != own]
    sys.path[:] = [entry for entry in path if entry not in layers]
    package = type(sys)("_wsemulator")
    package.__path__ = [own]
    sys.modules[package.__name__] = package
    from _wsemulator import runtime

    sys.path[:] = [os.environ["LAMBDA_TASK_ROOT"]] + path
    return runtime


if __name__ == "__main__":
    load_runtime().run()
