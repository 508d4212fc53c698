import { z } from "zod";
import type { PatchNode } from "../../../components/service/patchPath/node.js";

type Inputs = PatchNode["inputs"];

/** A way to cut one edge: what it does, and what an input becomes. */
export type Cut = readonly [what: string, change: (inputs: Inputs) => Inputs];

function set(path: string, value: unknown): Cut {
  return [path, (inputs) => changed(inputs, path.split("."), value)];
}

function changed(inputs: Inputs, [key = "", ...rest]: readonly string[], value: unknown): Inputs {
  const inner = Object.entries(inputs[key] ?? {});
  const next = rest.length === 0 ? value : changed(Object.fromEntries(inner), rest, value);
  return { ...inputs, [key]: next };
}

/** Sets a member of the guest settings of whichever system a machine on Azure has. */
function setting(path: string, value: unknown): Cut {
  const key = (inputs: Inputs) =>
    Object.keys(Object(inputs["osProfile"])).find((name) => name.endsWith("Configuration")) ?? "";
  return [path, (inputs) => changed(inputs, ["osProfile", key(inputs), ...path.split(".")], value)];
}

const clouds = ["aws:ec2/instance:Instance", "azure-native:compute:VirtualMachine"] as const;

export const servers = new Set<string>([...clouds, "vsphere:index/virtualMachine:VirtualMachine"]);

/** Sets a setting that a machine on vSphere carries. */
function guestinfo(name: string, value: unknown): Cut {
  const key = `guestinfo.comanaged.${name}`;
  const change = (inputs: Inputs) => ({
    ...inputs,
    extraConfig: { ...Object(inputs["extraConfig"]), [key]: value },
  });
  return [key, change];
}

/** Changes the section about patches that a command sends. */
function patching(what: string, more: object): Cut {
  const change = (inputs: Inputs) => {
    const [first = "", ...program] = String(inputs["stdin"]).split("\n");
    const document = JSON.parse(first);
    Object.assign(document.sections.patching, more);
    return { ...inputs, stdin: [JSON.stringify(document), ...program].join("\n") };
  };
  return [what, change];
}

/** Replaces text wherever it stands within an input. */
function text(path: string, from: string | RegExp, to: string): Cut {
  const replaced = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value.replace(from, to);
    }
    return Array.isArray(value) ? value.map(replaced) : members(value, replaced);
  };
  return [`${path} ${to}`, (inputs) => ({ ...inputs, [path]: replaced(inputs[path]) })];
}

function members(value: unknown, change: (value: unknown) => unknown): unknown {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)]))
    : value;
}

/** Hands another value to the runbook of a task. */
function parameter(name: string, value: string): Cut {
  const change = (inputs: Inputs) => {
    const { automationParameters } = z
      .object({ automationParameters: automation })
      .parse(inputs["taskInvocationParameters"]);
    const parameters = automationParameters.parameters.map((one) =>
      one.name === name ? { name, values: [value] } : one,
    );
    return { ...inputs, taskInvocationParameters: { automationParameters: { parameters } } };
  };
  return [`${name} ${value}`, change];
}

const automation = z.object({
  parameters: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
});

/** What acts in one account or subscription only. */
export const movable = new Set<string>([
  ...clouds,
  "aws:ssm/document:Document",
  "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
  "aws:ssm/patchGroup:PatchGroup",
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
]);

/** The inputs of each type that hold a path together, cut. */
const edges: Readonly<Record<string, readonly Cut[]>> = {
  "aws:ec2/instance:Instance": [
    set("tags", { Name: "cut" }),
    set("tags.PatchGroup", "elsewhere"),
    set("tags.Owner", "somebody"),
    set("iamInstanceProfile", "elsewhere"),
  ],
  "aws:iam/instanceProfile:InstanceProfile": [set("name", "elsewhere"), set("role", "elsewhere")],
  "aws:iam/role:Role": [set("name", "elsewhere"), set("assumeRolePolicy", "{}")],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    set("role", "elsewhere"),
    set("policyArn", "elsewhere"),
  ],
  "aws:ssm/document:Document": [
    set("name", "elsewhere"),
    set("documentType", "Command"),
    set("content", "{}"),
    set("content", "no JSON"),
    text("content", '"Operation":["Install"]', '"Operation":["Scan"]'),
    text("content", "{{ InstanceId }}", "i-1"),
    text("content", '"onFailure":"Abort"', '"onFailure":"Continue"'),
    text("content", '"timeoutSeconds"', '"isEnd":true,"timeoutSeconds"'),
    text("content", "aws:runCommand", "aws:sleep"),
  ],
  "aws:ssm/patchBaseline:PatchBaseline": [set("operatingSystem", "SUSE"), set("approvalRules", [])],
  "aws:ssm/patchGroup:PatchGroup": [set("patchGroup", "elsewhere"), set("baselineId", "elsewhere")],
  "aws:ssm/maintenanceWindow:MaintenanceWindow": [
    set("enabled", false),
    set("tags", {}),
    set("tags.PatchGroup", "elsewhere"),
  ],
  "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget": [
    set("windowId", "elsewhere"),
    set("targets", [{ key: "tag:PatchGroup", values: ["elsewhere"] }]),
    set("targets", [{ key: "InstanceIds", values: ["i-1"] }]),
    set("resourceType", "RESOURCE_GROUP"),
  ],
  "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": [
    set("windowId", "elsewhere"),
    set("taskArn", "AWS-RunShellScript"),
    set("taskType", "LAMBDA"),
    set("targets", []),
    set("taskInvocationParameters", {}),
  ],
  "azure-native:compute:VirtualMachine": [
    set("tags", { Name: "cut" }),
    set("tags.PatchGroup", "elsewhere"),
    set("tags.Owner", "somebody"),
    set("location", "westeurope"),
    set("resourceGroupName", "elsewhere"),
    set("osProfile", {}),
    setting("patchSettings.patchMode", "ImageDefault"),
    setting("patchSettings.assessmentMode", "ImageDefault"),
    setting("patchSettings.automaticByPlatformSettings", {}),
    setting("provisionVMAgent", false),
  ],
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription": [
    set("maintenanceConfigurationId", "/subscriptions/elsewhere"),
    set("filter.locations", ["westeurope"]),
    set("filter.osTypes", ["BSD"]),
    set("filter.resourceTypes", ["Microsoft.HybridCompute/machines"]),
    set("filter.resourceGroups", ["elsewhere"]),
    set("filter.tagSettings.tags.PatchGroup", ["elsewhere"]),
    set("filter.tagSettings.tags.Owner", ["somebody"]),
    set("filter.tagSettings.tags.Service", ["another"]),
  ],
  "azure-native:maintenance:MaintenanceConfiguration": [
    set("maintenanceScope", "Host"),
    set("extensionProperties", {}),
    set("installPatches", {}),
    set("recurEvery", undefined),
    set("startDateTime", undefined),
    set("duration", undefined),
    set("timeZone", undefined),
    set("tags", {}),
    set("tags.PatchGroup", "elsewhere"),
  ],
};

/** What holds a path together only in resources of some kind. */
const ofKind: readonly (readonly [isSuch: (inputs: Inputs) => boolean, cuts: readonly Cut[]])[] = [
  [
    // Machines on vSphere.
    ({ guestId }) => guestId !== undefined,
    [set("extraConfig", {}), guestinfo("patch-group", "elsewhere"), guestinfo("owner", undefined)],
  ],
  [
    // Other commands keep no patches.
    ({ stdin }) => String(stdin).includes('"patching":{'),
    [
      set("create", "true"),
      set("stdin", ""),
      set("stdin", undefined),
      set("triggers", ["elsewhere"]),
      patching("another group", { group: "elsewhere" }),
      patching("no windows", { windows: [] }),
      patching("nothing that opens", { windows: [{ name: "regular" }] }),
      patching("no vendor", { vendor: {}, products: [] }),
    ],
  ],
  [
    ({ osProfile }) => "windowsConfiguration" in Object(osProfile),
    [setting("enableAutomaticUpdates", false)],
  ],
  [
    // The assignment of an opening that waits for a release.
    ({ filter }) => JSON.stringify(filter ?? {}).includes("PatchRelease"),
    [
      set("filter.tagSettings.tags.PatchRelease", ["2020-01-01"]),
      set("filter.tagSettings.tags.PatchRelease", undefined),
      set("filter.tagSettings.filterOperator", "Any"),
    ],
  ],
  [
    // The role of the runbook, which has its rights by itself.
    (inputs) => "inlinePolicies" in inputs,
    [
      set("inlinePolicies", []),
      text("inlinePolicies", /ssm:SendCommand/g, "ssm:ListCommands"),
      text("inlinePolicies", /"Allow"/g, '"Deny"'),
      text("inlinePolicies", "AWS-RunPatchBaseline", "AWS-RunShellScript"),
      text(
        "inlinePolicies",
        /"ssm:resourceTag\/Owner":"[^"]*"/,
        '"ssm:resourceTag/Owner":"somebody"',
      ),
    ],
  ],
  [
    ({ taskType }) => taskType === "AUTOMATION",
    [
      parameter("InstanceId", "i-1"),
      parameter("Owner", "somebody"),
      parameter("TestGroup", ""),
      parameter("AutomationAssumeRole", "arn:aws:iam::222222222222:role/elsewhere"),
    ],
  ],
];

/** The ways to cut one edge in a resource. */
export function edgeCuts({ type, inputs }: PatchNode): readonly Cut[] {
  const more = ofKind.flatMap(([isSuch, cuts]) => (isSuch(inputs) ? cuts : []));
  return [...(edges[type] ?? []), ...more];
}
