import type { PatchGraph } from "./graph.js";
import type { PatchNode } from "./node.js";
import { installsAfterTest, mayInstall, type RunbookValues, roleNameOf } from "./runbook.js";
import { recordAt, records, text, texts, type Values } from "./values.js";

const tokens = {
  document: "aws:ssm/document:Document",
  role: "aws:iam/role:Role",
} as const;

/** Whether a task installs patches on the servers of an owner that its window hands to it. */
export function installsPatches(graph: PatchGraph, task: PatchNode, owner: string): boolean {
  return installsAtOnce(task.inputs) || installsByRunbook(graph, task, owner);
}

function installsAtOnce(inputs: Values): boolean {
  const command = recordAt(inputs, "taskInvocationParameters", "runCommandParameters");
  return (
    inputs["taskType"] === "RUN_COMMAND" &&
    inputs["taskArn"] === "AWS-RunPatchBaseline" &&
    records(command["parameters"]).some(
      ({ name, values }) => name === "Operation" && texts(values).includes("Install"),
    )
  );
}

/** Whether a task runs a runbook that installs once the test ring is well, as a role that may. */
function installsByRunbook(graph: PatchGraph, task: PatchNode, owner: string): boolean {
  const values = valuesOf(task.inputs);
  const runbook = graph.named(task, "taskArn", tokens.document);
  const name = text(task.inputs["taskArn"]);
  const role = roleOf(graph, values);
  return (
    task.inputs["taskType"] === "AUTOMATION" &&
    runbook?.inputs["documentType"] === "Automation" &&
    (name === undefined || name === runbook.inputs["name"]) &&
    graph.placeOf(runbook) === graph.placeOf(task) &&
    installsAfterTest(text(runbook.inputs["content"]) ?? "", values, owner) &&
    role !== undefined &&
    mayInstall(
      {
        trust: text(role.inputs["assumeRolePolicy"]) ?? "",
        policies: records(role.inputs["inlinePolicies"]).map(({ policy }) => text(policy) ?? ""),
      },
      owner,
    )
  );
}

function valuesOf(inputs: Values): RunbookValues {
  const automation = recordAt(inputs, "taskInvocationParameters", "automationParameters");
  return Object.fromEntries(
    records(automation["parameters"]).map(({ name, values }) => [
      text(name) ?? "",
      texts(values)[0] ?? "",
    ]),
  );
}

function roleOf(graph: PatchGraph, values: RunbookValues): PatchNode | undefined {
  const name = roleNameOf(values);
  const nameOf = ({ inputs }: PatchNode) => [text(inputs["name"]) ?? ""];
  return name === undefined ? undefined : graph.having(tokens.role, "exact name", nameOf, name)[0];
}
