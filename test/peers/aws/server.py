"""AWS on a loopback port: moto, and what moto lacks of Systems Manager.

Patch states, patches and window executions are answered from what a test put with
`PUT /patching`, and so are the jobs and the recovery points of AWS Backup. Their requests and answers are validated against botocore's service model, so
that no test rests on a shape that AWS does not have. Prints its port, ends with its input.
"""

import datetime
import json
import re
import sys
import threading
import urllib.parse

import botocore.session
from botocore.validate import ParamValidator
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

MODEL = botocore.session.get_session().get_service_model("ssm")
BACKUP = botocore.session.get_session().get_service_model("backup")
PREFIX = "AmazonSSM."
data = {"failures": {}, "pageSize": 50, "answers": {}}


def validated(shape, value):
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        raise ValueError(f"{shape.name}: {report.generate_report()}")
    return value


def times(shape, value):
    """Seconds since the epoch become dates, as the model wants them in an answer."""
    if shape.type_name == "structure":
        return {key: times(shape.members[key], item) for key, item in value.items()}
    if shape.type_name == "list":
        return [times(shape.member, item) for item in value]
    if shape.type_name == "timestamp":
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    return value


def chosen(operation, query):
    """The rows of an operation that belong to its query."""
    rows = data["answers"].get(operation, [])
    if operation == "DescribeInstancePatchStates":
        return [row for row in rows if row["InstanceId"] in query["InstanceIds"]]
    if operation == "DescribeMaintenanceWindowExecutions":
        return [row for row in rows if row["WindowId"] == query["WindowId"]]
    if operation == "DescribeInstancePatches":
        states = {value.lower() for value in query["Filters"][0]["Values"]}
        return [
            {key: value for key, value in row.items() if key != "InstanceId"}
            for row in rows
            if row["InstanceId"] == query["InstanceId"]
            and row["State"].replace("_", "").lower() in states
        ]
    wanted = {item["key"]: item["value"] for item in query.get("Filters", [])}
    return [
        row
        for row in rows
        if query["InstanceId"] in row["InstanceIds"]
        and row["DocumentName"] == wanted.get("DocumentName", row["DocumentName"])
        and row["Status"] == wanted.get("Status", row["Status"])
    ]


MEMBERS = {
    "DescribeInstancePatches": "Patches",
    "DescribeInstancePatchStates": "InstancePatchStates",
    "DescribeMaintenanceWindowExecutions": "WindowExecutions",
    "ListCommands": "Commands",
}


def answer(operation, query):
    model = MODEL.operation_model(operation)
    validated(model.input_shape, query)
    rows = chosen(operation, query)
    first = int(query.get("NextToken", "0"))
    size = min(data["pageSize"], query.get("MaxResults", 50))
    page = {MEMBERS[operation]: rows[first : first + size]}
    if first + size < len(rows):
        page["NextToken"] = str(first + size)
    validated(model.output_shape, times(model.output_shape, page))
    return page


def backups(request):
    """The operation of AWS Backup and its query that a request is, as far as it is one of these."""
    resource = re.fullmatch(r"/resources/(.+)/(recovery-points|restore-jobs)/?", request.path)
    if resource:
        operation = {
            "recovery-points": "ListRecoveryPointsByResource",
            "restore-jobs": "ListRestoreJobsByProtectedResource",
        }[resource[2]]
        query = {"ResourceArn": urllib.parse.unquote(resource[1])}
    else:
        operation = {"/backup-jobs": "ListBackupJobs", "/copy-jobs": "ListCopyJobs"}.get(
            request.path.rstrip("/")
        )
        query = {}
    members = BACKUP.operation_model(operation).input_shape.members if operation else {}
    for name, shape in members.items():
        key = shape.serialization.get("name", name)
        if shape.serialization.get("location") == "querystring" and key in request.args:
            query[name] = request.args[key]
    return operation, query


BACKUP_MEMBERS = {
    "ListBackupJobs": "BackupJobs",
    "ListCopyJobs": "CopyJobs",
    "ListRecoveryPointsByResource": "RecoveryPoints",
    "ListRestoreJobsByProtectedResource": "RestoreJobs",
}


def backup_answer(operation, query):
    model = BACKUP.operation_model(operation)
    validated(model.input_shape, query)
    wanted = query.get("ResourceArn", query.get("ByResourceArn"))
    rows = [
        row
        for row in data["answers"].get(operation, [])
        if wanted in (row.get("ResourceArn"), row.get("SourceResourceArn"))
        and row.get("State") == query.get("ByState", row.get("State"))
    ]
    first = int(query.get("NextToken", "0"))
    page = [dict(row) for row in rows[first : first + data["pageSize"]]]
    if operation == "ListRecoveryPointsByResource":
        for row in page:
            del row["ResourceArn"]
    answer = {BACKUP_MEMBERS[operation]: page}
    if first + len(page) < len(rows):
        answer["NextToken"] = str(first + len(page))
    validated(model.output_shape, times(model.output_shape, answer))
    return answer


def failure(operation):
    """The failure that a test wants of an operation, as often as it wants it."""
    wanted = data["failures"].get(operation)
    if not wanted or wanted["times"] == 0:
        return None
    wanted["times"] -= 1
    return wanted["code"]


def application(moto):
    def serve(environ, start_response):
        request = Request(environ)
        if request.path == "/patching":
            data.update(json.loads(request.get_data()))
            return Response(status=204)(environ, start_response)
        operation, query = backups(request)
        if operation is not None:
            code = failure(operation)
            body = (
                {"message": "as the test wants it"}
                if code
                else backup_answer(operation, query)
            )
            return Response(
                json.dumps(body),
                400 if code else 200,
                content_type="application/json",
                headers={"x-amzn-errortype": code} if code else {},
            )(environ, start_response)
        target = request.headers.get("X-Amz-Target", "")
        operation = target.removeprefix(PREFIX)
        code = failure(operation)
        if code is not None:
            body = json.dumps({"__type": code, "message": "as the test wants it"})
            return Response(body, 400, content_type="application/x-amz-json-1.1")(
                environ, start_response
            )
        # Of these moto has only ListCommands, with what was really sent.
        own = operation in MEMBERS and (operation != "ListCommands" or operation in data["answers"])
        if not own:
            return moto(environ, start_response)
        body = json.dumps(answer(operation, json.loads(request.get_data() or "{}")))
        return Response(body, content_type="application/x-amz-json-1.1")(environ, start_response)

    return serve


server = make_server(
    "127.0.0.1", 0, application(DomainDispatcherApplication(create_backend_app)), threaded=True
)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
