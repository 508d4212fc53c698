import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const task = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";

const install = { taskType: "RUN_COMMAND", taskArn: "AWS-RunPatchBaseline" };

/** Work that is late does not run into the working day. */
export const windowEnds: Rule = {
  id: "PAT-16",
  title: "Tasks of a maintenance window start nothing after its cutoff",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["MA-2"] },
  why: "By default a task goes on after the cutoff, server by server, past the end of the window.",
  fix: 'Set cutoffBehavior to "CANCEL_TASK".',
  tokens: [task],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A task that ends with its window",
        type: task,
        inputs: { ...install, cutoffBehavior: "CANCEL_TASK" },
      },
    ],
    fail: [{ title: "A task that goes on", type: task, inputs: install }],
  },
  check: ({ inputs }) =>
    demandText(
      inputs.get("cutoffBehavior"),
      (word) => word === "CANCEL_TASK",
      "the task goes on after the cutoff",
    ),
};
