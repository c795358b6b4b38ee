"""The invocation that runs now: what its log lines carry, whichever thread writes them."""


class Current:
    request_id = ""
    tenant_id = None


current = Current()
