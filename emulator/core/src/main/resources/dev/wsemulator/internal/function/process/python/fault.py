"""An error that Lambda's runtime has found, with Lambda's type and words."""


class Fault(Exception):
    def __init__(self, error_type, message, stack=()):
        super().__init__(message)
        self.error_type = error_type
        self.stack = list(stack)
