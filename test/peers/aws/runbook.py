"""Runs a runbook of Systems Manager as Automation does, step by step, against an endpoint.

Reads `{"content", "parameters", "region"}` from its input and prints `{"status", "step",
"failure"}`. Knows the two actions that the runbook has and refuses everything else, so that a
runbook with more is not taken for tested. A failed step with `onFailure: Abort` ends the run; a
script runs as it is, with the real boto3, and so does the command's request, both of which
botocore validates against its service model.
"""

import json
import re
import sys

import boto3

run = json.load(sys.stdin)
document = json.loads(run["content"])
KNOWN = {"name", "action", "onFailure", "timeoutSeconds", "isEnd", "inputs"}


def filled(value):
    if isinstance(value, dict):
        return {key: filled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item) for item in value]
    if isinstance(value, str):
        return re.sub(r"\{\{ ?(\w+) ?\}\}", lambda found: run["parameters"][found[1]], value)
    return value


def execute_script(inputs):
    assert re.fullmatch(r"python3\.\d+", inputs["Runtime"]), inputs["Runtime"]
    names = {}
    exec(compile(inputs["Script"], "script", "exec"), names)
    return names[inputs["Handler"]](filled(inputs["InputPayload"]), {})


def run_command(inputs):
    boto3.client("ssm").send_command(**filled(inputs))


ACTIONS = {"aws:executeScript": execute_script, "aws:runCommand": run_command}

assert document["schemaVersion"] == "0.3"
assert set(run["parameters"]) == set(document["parameters"]), "every parameter has a value"
for parameter in document["parameters"].values():
    assert parameter["type"] in ("String", "AWS::EC2::Instance::Id", "AWS::IAM::Role::Arn")
for step in document["mainSteps"]:
    assert set(step) <= KNOWN, set(step) - KNOWN
    assert step["onFailure"] == "Abort"
    try:
        ACTIONS[step["action"]](step["inputs"])
    except Exception as failure:
        text = f"{type(failure).__name__}: {failure}"
        print(json.dumps({"status": "Failed", "step": step["name"], "failure": text}))
        break
else:
    print(json.dumps({"status": "Success"}))
