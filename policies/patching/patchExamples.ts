import type { StackExamples } from "../framework/graph.js";
import { ssm } from "./ssm.js";

const server = {
  name: "web-1",
  type: "aws:ec2/instance:Instance",
  properties: { tags: { PatchGroup: "production" } },
};

const baseline = [
  { name: "baseline", type: ssm.baseline, properties: { id: "pb-1" } },
  {
    name: "group",
    type: ssm.patchGroup,
    properties: { patchGroup: "production", baselineId: "pb-1" },
  },
];

const window = [
  { name: "window", type: ssm.window, properties: { id: "mw-1" } },
  {
    name: "target",
    type: ssm.target,
    properties: {
      id: "wt-1",
      windowId: "mw-1",
      targets: [{ key: "tag:PatchGroup", values: ["production"] }],
    },
  },
];

const task = {
  name: "task",
  type: ssm.task,
  properties: {
    windowId: "mw-1",
    taskType: "RUN_COMMAND",
    taskArn: "AWS-RunPatchBaseline",
    targets: [{ key: "WindowTargetIds", values: ["wt-1"] }],
    taskInvocationParameters: {
      runCommandParameters: { parameters: [{ name: "Operation", values: ["Install"] }] },
    },
  },
};

/** A whole path, and one without its last edge. */
export const patchExamples: StackExamples = {
  pass: [
    {
      title: "A server whose tag a window's target selects",
      resources: [server, ...window, task, ...baseline],
    },
  ],
  fail: [
    {
      title: "A window in which nothing is installed",
      resources: [server, ...window, ...baseline],
    },
  ],
};
