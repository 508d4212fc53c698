import type { Field } from "../framework/field.js";
import type { Edge, Node } from "../framework/graph.js";

/** The types that patch servers on AWS. */
export const ssm = {
  window: "aws:ssm/maintenanceWindow:MaintenanceWindow",
  target: "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
  task: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
  patchGroup: "aws:ssm/patchGroup:PatchGroup",
  baseline: "aws:ssm/patchBaseline:PatchBaseline",
  document: "aws:ssm/document:Document",
  role: "aws:iam/role:Role",
} as const;

const byId = ["id"];

/** The window that a target belongs to. */
export const windowOfTarget: Edge = {
  from: ssm.target,
  fields: ({ inputs }) => [inputs.get("windowId")],
  to: ssm.window,
  by: byId,
};

/** The window that a task runs in. */
export const windowOfTask: Edge = { ...windowOfTarget, from: ssm.task };

/** The targets that a task works on. */
export const targetsOfTask: Edge = {
  from: ssm.task,
  fields: (task) => criteriaOf(task).get("WindowTargetIds") ?? [],
  to: ssm.target,
  by: byId,
};

/** The runbook that a task runs. */
export const runbookOfTask: Edge = {
  from: ssm.task,
  fields: ({ inputs }) => [inputs.get("taskArn")],
  to: ssm.document,
  by: ["name", "arn"],
};

/** The baseline of a patch group. */
export const baselineOfGroup: Edge = {
  from: ssm.patchGroup,
  fields: ({ inputs }) => [inputs.get("baselineId")],
  to: ssm.baseline,
  by: byId,
};

/** The servers that a target names one by one. */
export const serversOfTarget: Edge = {
  from: ssm.target,
  fields: (target) => criteriaOf(target).get("InstanceIds") ?? [],
  to: "aws:ec2/instance:Instance",
  by: byId,
};

/** What a target or a task selects by, with the values of each criterion. */
export function criteriaOf({ inputs }: Node): ReadonlyMap<string, readonly Field[]> {
  const items = inputs.get("targets").items();
  return new Map(
    (items.state === "known" ? items.value : []).map((item) => {
      const key = item.get("key").text();
      const values = item.get("values").items();
      return [
        key.state === "known" ? key.value : "",
        values.state === "known" ? values.value : [item.get("values")],
      ];
    }),
  );
}
