"""Writes what Autobahn's suite reported as a page: autobahn-table.py AWS_REPORTS RAISED_REPORTS...

Reports with raised quotas that are named later count instead of earlier ones: a case that a busy
machine did not finish in Autobahn's time can be run again.

Every case that is not passed with the quotas of AWS has the limit by which it differs.
"""
import json
import os
import sys


HEAD = """# Autobahn's cases

What [Autobahn's test suite](https://github.com/crossbario/autobahn-testsuite) (25.10.1, fuzzing client) finds of
the emulator, a two-way `$default` route that sends every message back. The limits are AWS's: a frame of at most
32 KB, a message of at most 128 KB, no binary messages. The long cases ran with raised quotas, too.
`bash integration-tests/sockets/autobahn.sh FOLDER` runs the suite and prints this page.

"Non strict" and "informational" are Autobahn's own words for what the RFC leaves open, and passed.
"""


def results(folder):
    with open(os.path.join(folder, "index.json")) as index:
        (cases,) = json.load(index).values()
    return cases


def order(case_id):
    return [int(part) for part in case_id.split(".")]


def outcome(case):
    return case["behavior"].replace("-", " ").lower()


def passed(case):
    return case["behavior"] in ("OK", "NON-STRICT", "INFORMATIONAL") and (
        case["behaviorClose"] in ("OK", "INFORMATIONAL")
    )


def limit(case):
    """Returns the limit by which a case differs, or None if it is none."""
    code = case["remoteCloseCode"]
    if case["behavior"] == "NON-STRICT":
        return {
            1002: "a wrong frame ends the connection at once; the answer to what came before is not waited for",
            1007: "what is not UTF-8 is noticed at the end of its frame, not within it",
        }.get(code)
    if code == 1003:
        return "binary messages are not supported (1003 `Binary is not supported`)"
    if code == 1009:
        return "a frame has at most 32 KB, a message 128 KB, inflated (1009)"
    return None


def main(aws_folder, *raised_folders):
    aws = results(aws_folder)
    raised = {}
    for folder in raised_folders:
        raised.update(results(folder))
    unexplained = []
    print(HEAD)
    print("| case | with AWS's quotas | with raised quotas | the limit |")
    print("|---|---|---|---|")
    for case_id in sorted(aws, key=order):
        case = aws[case_id]
        why = limit(case) if not passed(case) or case["behavior"] == "NON-STRICT" else ""
        if why is None:
            unexplained.append(case_id)
            why = "**unexplained**"
        more = raised.get(case_id)
        shown = "" if more is None else outcome(more)
        if more is not None and not passed(more):
            reason = limit(more)
            shown += ": 1003" if more["remoteCloseCode"] == 1003 else ": **failed**"
            if more["remoteCloseCode"] != 1003 or reason is None:
                unexplained.append(case_id + " raised")
        print("| %s | %s | %s | %s |" % (case_id, outcome(case), shown, why))
    count = sum(1 for case in aws.values() if passed(case))
    print()
    print("%d of %d cases pass with AWS's quotas, the others differ by the limit named." % (count, len(aws)))
    count = sum(1 for case in raised.values() if passed(case))
    print("%d of %d cases of 9, 12 and 13 pass with raised quotas, the others are binary." % (count, len(raised)))
    if unexplained:
        sys.exit("Unexplained: " + ", ".join(unexplained))


main(*sys.argv[1:])
