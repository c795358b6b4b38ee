"""Reads what `terraform show -json` says of resources, and writes a block that imports each.

With the outputs of two states as arguments, prints which attributes of an imported resource are not
what they were, beside those that no service keeps.
"""
import json
import sys

# What only Terraform knows, or asks for at creation only.
NOT_KEPT = {
    "aws_apigatewayv2_deployment": {"triggers"},
    "aws_cloudwatch_log_group": {"skip_destroy"},
    "aws_iam_role_policy_attachment": {"id"},
    "aws_iam_role": {"force_detach_policies"},
}


def resources(state):
    found = json.loads(state)["values"]["root_module"]["resources"]
    return {one["address"]: one for one in found if one["mode"] == "managed"}


def name(kind, values):
    """Returns what Terraform's documentation says a resource is imported by."""
    if kind == "aws_iam_role_policy_attachment":
        return values["role"] + "/" + values["policy_arn"]
    if kind == "aws_apigatewayv2_api_mapping":
        return values["id"] + "/" + values["domain_name"]
    if kind == "aws_apigatewayv2_integration_response":
        return "/".join([values["api_id"], values["integration_id"], values["id"]])
    if kind == "aws_apigatewayv2_route_response":
        return "/".join([values["api_id"], values["route_id"], values["id"]])
    if kind == "aws_apigatewayv2_stage":
        return values["api_id"] + "/" + values["name"]
    if "api_id" in values:
        return values["api_id"] + "/" + values["id"]
    return values["id"]


def write_imports():
    for address, one in resources(sys.stdin.read()).items():
        print('import {\n  to = %s\n  id = "%s"\n}' % (address, name(one["type"], one["values"])))


def compare(before, after):
    imported = resources(after)
    for address, one in resources(before).items():
        for attribute in set(one["values"]) - NOT_KEPT.get(one["type"], set()):
            was, now = one["values"][attribute], imported[address]["values"].get(attribute)
            if was != now and (was or now):
                print(f"{address}.{attribute} was {was} and is {now}")
    print(f"{len(imported)} imported")


if len(sys.argv) > 2:
    compare(*(open(path).read() for path in sys.argv[1:]))
else:
    write_imports()
