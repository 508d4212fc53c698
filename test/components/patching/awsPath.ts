import { awsProducts } from "../../../components/patching/awsProducts.js";
import type { PatchProduct } from "../../../components/service/patchProducts.js";
import { installsByRunbook } from "./releasePath.js";

/** A resource of a state or of a mocked run. */
export interface PathResource {
  readonly type: string;
  readonly id?: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

const core = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/**
 * What is missing on the way from each EC2 instance to its window: tag, profile, patch group and
 * baseline of its product, target, window, task. Empty when every server is patched.
 */
export function pathProblems(
  resources: readonly PathResource[],
  productOf: (ami: string) => PatchProduct,
): string[] {
  const all = (token: string) => resources.filter(({ type }) => type === token);
  return all("aws:ec2/instance:Instance").flatMap(({ inputs }) => {
    const tags = record(inputs["tags"]);
    const name = String(tags["Name"]);
    const problems = [
      ...profileProblems(all, inputs["iamInstanceProfile"]),
      ...baselineProblems(all, tags["PatchGroup"], productOf(String(inputs["ami"]))),
      ...windowProblems(resources, tags),
    ];
    return problems.map((problem) => `${name}: ${problem}`);
  });
}

type Lookup = (token: string) => readonly PathResource[];

function profileProblems(all: Lookup, name: unknown): string[] {
  const profile = all("aws:iam/instanceProfile:InstanceProfile").find(
    ({ inputs }) => name !== undefined && inputs["name"] === name,
  );
  const role = all("aws:iam/role:Role").find(
    ({ inputs }) => inputs["name"] === profile?.inputs["role"],
  );
  const allowed = all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").some(
    ({ inputs }) => inputs["role"] === role?.inputs["name"] && inputs["policyArn"] === core,
  );
  const trusted = String(role?.inputs["assumeRolePolicy"]).includes("ec2.amazonaws.com");
  return profile && role && allowed && trusted ? [] : ["Systems Manager does not manage it"];
}

function baselineProblems(all: Lookup, group: unknown, product: PatchProduct): string[] {
  const { system, products } = awsProducts[product];
  const ids = all("aws:ssm/patchGroup:PatchGroup")
    .filter(({ inputs }) => inputs["patchGroup"] === group)
    .map(({ inputs }) => inputs["baselineId"]);
  const baselines = all("aws:ssm/patchBaseline:PatchBaseline").filter(
    ({ id, inputs }) => ids.includes(id) && inputs["operatingSystem"] === system,
  );
  const covers = baselines.some(({ inputs }) =>
    records(inputs["approvalRules"]).some((rule) =>
      records(rule["patchFilters"]).some(
        ({ key, values }) =>
          key === "PRODUCT" && products.every((one) => texts(values).includes(one)),
      ),
    ),
  );
  return baselines.length === 1 && covers ? [] : [`no one baseline approves ${product}`];
}

function windowProblems(resources: readonly PathResource[], tags: Values): string[] {
  const all: Lookup = (token) => resources.filter(({ type }) => type === token);
  const targets = all("aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget").filter(
    ({ inputs }) =>
      inputs["resourceType"] === "INSTANCE" &&
      records(inputs["targets"]).every(({ key, values }) =>
        texts(values).includes(String(tags[String(key).replace(/^tag:/, "")])),
      ),
  );
  if (targets.length === 0) {
    return ["no window takes it"];
  }
  const runs = targets.filter(({ id, inputs }) => {
    const window = all("aws:ssm/maintenanceWindow:MaintenanceWindow").find(
      (candidate) => candidate.id === inputs["windowId"] && candidate.inputs["enabled"] !== false,
    );
    return window !== undefined && installs({ resources, window: window.id, target: id, tags });
  });
  return runs.length === targets.length ? [] : ["a window that takes it installs nothing"];
}

/** A task of a window that takes a server. */
interface Step {
  readonly resources: readonly PathResource[];
  readonly window: unknown;
  readonly target: unknown;
  /** Tags of the server. */
  readonly tags: Values;
}

function installs({ resources, window, target, tags }: Step): boolean {
  return resources.some(
    ({ type, inputs }) =>
      type === "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask" &&
      inputs["windowId"] === window &&
      records(inputs["targets"]).some(({ values }) => texts(values).includes(String(target))) &&
      (installsAtOnce(inputs) || installsByRunbook(resources, inputs, String(tags["Owner"]))),
  );
}

function installsAtOnce(inputs: Values): boolean {
  const invocation = record(record(inputs["taskInvocationParameters"])["runCommandParameters"]);
  return (
    inputs["taskType"] === "RUN_COMMAND" &&
    inputs["taskArn"] === "AWS-RunPatchBaseline" &&
    records(invocation["parameters"]).some(
      ({ name, values }) => name === "Operation" && texts(values).includes("Install"),
    )
  );
}

function record(value: unknown): Values {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function records(value: unknown): Values[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Every way to cut one edge of a path: a resource less, or one with a link that leads nowhere. */
export function cuts(resources: readonly PathResource[]): [string, readonly PathResource[]][] {
  return resources.flatMap((resource, index): [string, readonly PathResource[]][] => {
    const links = edges[resource.type];
    if (links === undefined) {
      return [];
    }
    const without = resources.filter((_, other) => other !== index);
    const there = links.filter((link) => link in resource.inputs || link in severed);
    const bent = there.map((link): [string, readonly PathResource[]] => {
      const inputs = { ...resource.inputs, [link]: severed[link] ?? "elsewhere" };
      return [`${resource.type} ${link}`, resources.with(index, { ...resource, inputs })];
    });
    const removed: [string, readonly PathResource[]][] = [[`${resource.type} removed`, without]];
    return resource.type.startsWith("aws:ec2") ? bent : [...removed, ...bent];
  });
}

const severed: Readonly<Record<string, unknown>> = {
  tags: { Name: "cut" },
  approvalRules: [],
  enabled: false,
  content: "{}",
  targets: [{ key: "tag:PatchGroup", values: ["elsewhere"] }],
  taskInvocationParameters: {},
};

/** The properties of each type that hold a path together. */
const edges: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/instance:Instance": ["tags", "iamInstanceProfile"],
  "aws:iam/instanceProfile:InstanceProfile": ["name", "role"],
  "aws:iam/role:Role": ["name", "assumeRolePolicy", "inlinePolicies"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role", "policyArn"],
  "aws:ssm/document:Document": ["content", "documentType", "name"],
  "aws:ssm/patchBaseline:PatchBaseline": ["operatingSystem", "approvalRules"],
  "aws:ssm/patchGroup:PatchGroup": ["patchGroup", "baselineId"],
  "aws:ssm/maintenanceWindow:MaintenanceWindow": ["enabled"],
  "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget": [
    "windowId",
    "targets",
    "resourceType",
  ],
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": [
    "windowId",
    "taskArn",
    "taskType",
    "targets",
    "taskInvocationParameters",
  ],
};
