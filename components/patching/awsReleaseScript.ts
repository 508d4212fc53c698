/**
 * What Systems Manager runs before it patches a server of a group that follows a test ring: it
 * ends well only when the ring may release the group, by the rule of `ringVerdict`. Whatever it
 * cannot find out makes it fail, and with it the run of the window on that server.
 *
 * The text is the same for every estate; what differs arrives in `events`.
 */
export const releaseScript = `\
import datetime

import boto3
from botocore.config import Config

RETRIES = Config(retries={"mode": "standard", "max_attempts": 8})


def release(events, context):
    now = datetime.datetime.now(datetime.timezone.utc)
    soak = datetime.timedelta(hours=float(events["SoakHours"]))
    within = datetime.timedelta(hours=float(events["WithinHours"]))
    ssm = boto3.client("ssm", config=RETRIES)
    servers = test_ring(events["Owner"], events["TestGroup"])
    states = patch_states(ssm, servers)
    objections = [
        f"{server}: {objection}"
        for server in servers
        for objection in check_state(states.get(server), now, soak, within)
    ]
    if not servers or events["Elsewhere"] != "no":
        objections += check_time(marked_end(ssm, events["Marker"]), now, soak, within)
    if objections:
        raise RuntimeError("Held by " + events["TestGroup"] + ": " + "; ".join(objections))
    return {"servers": servers}


def test_ring(owner, group):
    pages = boto3.client("ec2", config=RETRIES).get_paginator("describe_instances").paginate(
        Filters=[
            {"Name": "tag:Owner", "Values": [owner]},
            {"Name": "tag:PatchGroup", "Values": [group]},
            {"Name": "instance-state-name", "Values": ["pending", "running", "stopping", "stopped"]},
        ]
    )
    return sorted(
        instance["InstanceId"]
        for page in pages
        for reservation in page["Reservations"]
        for instance in reservation["Instances"]
    )


def patch_states(ssm, servers):
    states = {}
    for first in range(0, len(servers), 50):
        query = {"InstanceIds": servers[first : first + 50], "MaxResults": 50}
        while True:
            answer = ssm.describe_instance_patch_states(**query)
            states.update((state["InstanceId"], state) for state in answer["InstancePatchStates"])
            if not answer.get("NextToken"):
                break
            query["NextToken"] = answer["NextToken"]
    return states


def marked_end(ssm, marker):
    value = ssm.get_parameter(Name=marker)["Parameter"]["Value"]
    return datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(
        tzinfo=datetime.timezone.utc
    )


def check_time(end, now, soak, within):
    age = now - end
    if age > within:
        yield f"not patched within {within}"
    if age < soak:
        yield f"patched less than {soak} ago"


def check_state(state, now, soak, within):
    if state is None:
        yield "no patch operation is recorded"
        return
    if state["Operation"] != "Install":
        yield "the last operation installed nothing"
        return
    yield from check_time(state["OperationEndTime"], now, soak, within)
    for count, what in (
        ("FailedCount", "failed"),
        ("MissingCount", "missing"),
        ("InstalledPendingRebootCount", "waiting for a restart"),
    ):
        if state[count] > 0:
            yield f"{state[count]} patches {what}"
`;
