import { tagKeys } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { MissingEdge, PatchNode } from "./node.js";
import { record, recordAt, records, text, texts, type Values } from "./values.js";
import { oneWindow, tagsMissing, unless, type Ways } from "./windows.js";

/** What Systems Manager calls the product of an image. */
export interface AwsImageProduct {
  readonly system: string;
  /** Values of the filter `PRODUCT`. */
  readonly products: readonly string[];
}

const tokens = {
  profile: "aws:iam/instanceProfile:InstanceProfile",
  role: "aws:iam/role:Role",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  group: "aws:ssm/patchGroup:PatchGroup",
  baseline: "aws:ssm/patchBaseline:PatchBaseline",
  target: "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
  window: "aws:ssm/maintenanceWindow:MaintenanceWindow",
  task: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
} as const;

const core = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const groupFilter = `tag:${tagKeys.patchGroup}`;

/**
 * From an EC2 instance to its window: tags, the profile by which Systems Manager manages it, a
 * baseline of its group, target, window and task.
 */
export function awsPath(
  graph: PatchGraph,
  server: PatchNode,
  product: AwsImageProduct | undefined,
): Ways {
  const tags = record(server.inputs["tags"]);
  const targets = targetsOf(graph, server, tags);
  const runs = targets.map((target) => runOf(graph, target));
  const windows = runs.flatMap(({ windows }) => windows);
  return {
    windows,
    missing: [
      ...tagsMissing(tags),
      ...unless(isManaged(graph, server), "role", "Systems Manager may not manage it."),
      ...baselineMissing(graph, server, tags, product),
      ...unless(targets.length > 0, "target", "No window has a target that takes it."),
      ...runs.flatMap(({ missing }) => missing),
      ...oneWindow(graph, { token: tokens.window, edge: "target" }, server, windows),
    ],
  };
}

function isManaged(graph: PatchGraph, server: PatchNode): boolean {
  const profile = graph.named(server, "iamInstanceProfile", tokens.profile);
  const role = profile && graph.named(profile, "role", tokens.role);
  if (role === undefined) {
    return false;
  }
  const attachments = graph.having(
    tokens.attachment,
    "role",
    (attachment) => [graph.named(attachment, "role", tokens.role)?.urn ?? ""],
    role.urn,
  );
  return (
    attachments.some(({ inputs }) => inputs["policyArn"] === core) &&
    (text(role.inputs["assumeRolePolicy"]) ?? "").includes("ec2.amazonaws.com")
  );
}

function baselineMissing(
  graph: PatchGraph,
  server: PatchNode,
  tags: Values,
  product: AwsImageProduct | undefined,
): readonly MissingEdge[] {
  const nameOf = ({ inputs }: PatchNode) => [text(inputs["patchGroup"]) ?? ""];
  const key = text(tags[tagKeys.patchGroup]) ?? "";
  const baselines = graph
    .having(tokens.group, "name", nameOf, key)
    .filter((group) => graph.placeOf(group) === graph.placeOf(server))
    .map((group) => graph.behind(group, "baselineId", tokens.baseline))
    .filter((baseline) => baseline !== undefined);
  const fitting = baselines.filter(({ inputs }) => approves(inputs, product));
  const isOne = product === undefined ? fitting.length > 0 : fitting.length === 1;
  const what = product?.products.join(", ") ?? "anything";
  return unless(isOne, "group", `No one baseline of its patch group approves ${what}.`);
}

function approves(inputs: Values, product: AwsImageProduct | undefined): boolean {
  const rules = records(inputs["approvalRules"]);
  if (product === undefined) {
    return rules.length > 0;
  }
  const approved = rules
    .flatMap((rule) => records(rule["patchFilters"]))
    .filter(({ key }) => key === "PRODUCT")
    .map(({ values }) => texts(values));
  return (
    inputs["operatingSystem"] === product.system &&
    approved.some((values) => product.products.every((one) => values.includes(one)))
  );
}

function targetsOf(graph: PatchGraph, server: PatchNode, tags: Values): readonly PatchNode[] {
  const place = graph.placeOf(server);
  const takenBy = (key: string) => graph.having(tokens.target, "group", groupsOf, key);
  const group = text(tags[tagKeys.patchGroup]);
  return [...(group === undefined ? [] : takenBy(group)), ...takenBy("")].filter(
    (target) => graph.placeOf(target) === place && takes(target, tags),
  );
}

/** The patch groups that a target takes; an empty one when it does not ask for the group. */
function groupsOf({ inputs }: PatchNode): readonly string[] {
  const filter = records(inputs["targets"]).find(({ key }) => key === groupFilter);
  return filter === undefined ? [""] : texts(filter["values"]);
}

function takes({ inputs }: PatchNode, tags: Values): boolean {
  const filters = records(inputs["targets"]);
  return (
    inputs["resourceType"] === "INSTANCE" &&
    filters.length > 0 &&
    filters.every(({ key, values }) =>
      texts(values).includes(text(tags[(text(key) ?? "").replace(/^tag:/, "")]) ?? ""),
    )
  );
}

function runOf(graph: PatchGraph, target: PatchNode): Ways {
  const window = graph.behind(target, "windowId", tokens.window);
  if (window === undefined) {
    return { windows: [], missing: unless(false, "window", `${target.name} is in no window.`) };
  }
  const tasks = graph.having(
    tokens.task,
    "window",
    (task) => [graph.behind(task, "windowId", tokens.window)?.urn ?? ""],
    window.urn,
  );
  return {
    windows: [window],
    missing: [
      ...unless(window.inputs["enabled"] !== false, "window", `${window.name} never opens.`),
      ...unless(
        tasks.some((task) => installs(graph, task, target)),
        "task",
        `${window.name} installs nothing on it.`,
      ),
    ],
  };
}

function installs(graph: PatchGraph, task: PatchNode, target: PatchNode): boolean {
  const { inputs } = task;
  const command = recordAt(inputs, "taskInvocationParameters", "runCommandParameters");
  const targets = records(inputs["targets"]).flatMap(({ values }) =>
    Array.isArray(values) ? values : [],
  );
  return (
    inputs["taskArn"] === "AWS-RunPatchBaseline" &&
    graph.leads(task, "targets", targets, target) &&
    records(command["parameters"]).some(
      ({ name, values }) => name === "Operation" && texts(values).includes("Install"),
    )
  );
}
