import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { type PatchFacts, patchPaths } from "../../../components/service/patchPath/patchPaths.js";

type Inputs = PatchNode["inputs"];

/** A way to cut one edge: what it does, and what an input becomes. */
type Cut = readonly [what: string, change: (inputs: Inputs) => Inputs];

/** Every way to cut one edge of a path: a resource less, one elsewhere, one with a bent input. */
export function cuts(nodes: readonly PatchNode[]): [string, readonly PatchNode[]][] {
  return nodes.flatMap((node, index): [string, readonly PatchNode[]][] => {
    const { type, inputs } = node;
    const isWindows = "windowsConfiguration" in Object(inputs["osProfile"]);
    const own = [...edgesOf(node), ...(isWindows ? windowsEdges : [])];
    const bent = own.map(([what, change]): [string, readonly PatchNode[]] => [
      `${type} ${what}`,
      nodes.with(index, { ...node, inputs: change(inputs), uses: {} }),
    ]);
    const elsewhere = { ...node, provider: "urn:pulumi:s::p::pulumi:providers:x::other::id" };
    return [
      ...bent,
      ...(movable.has(type) ? [cut(`${type} elsewhere`, nodes.with(index, elsewhere))] : []),
      ...(edgesOf(node).length > 0 && !servers.has(type)
        ? [cut(`${type} removed`, nodes.toSpliced(index, 1))]
        : []),
    ];
  });
}

const cut = (what: string, nodes: readonly PatchNode[]): [string, readonly PatchNode[]] => [
  what,
  nodes,
];

/** The cuts after which the paths of some resources miss no more than before. */
export function unnoticedCuts(nodes: readonly PatchNode[], facts: PatchFacts): string[] {
  const count = (some: readonly PatchNode[]) =>
    patchPaths(some, facts).flatMap(({ missing }) => missing).length;
  const before = count(nodes);
  return cuts(nodes)
    .filter(([, cut]) => count(cut) <= before)
    .map(([what]) => what);
}

/** The same resources as a first preview has them: no ids, and no input that comes from an output. */
export function withUnknowns(nodes: readonly PatchNode[]): PatchNode[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const unknown = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(unknown);
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unknown(one)]));
    }
    return typeof value === "string" && ids.has(value) ? null : value;
  };
  return nodes.map(({ inputs, uses = {}, ...node }) => {
    const known = Object.entries(inputs).map(([key, value]): [string, unknown] => {
      const isLink = typeof value === "string" && (uses[key] ?? []).length > 0;
      return [key, isLink ? null : unknown(value)];
    });
    return { ...node, id: undefined, uses, inputs: Object.fromEntries(known) };
  });
}

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

const windowsEdges = [setting("enableAutomaticUpdates", false)];

/** The edges that a node holds; a command and a machine only where patches are their matter. */
function edgesOf({ type, inputs }: PatchNode): readonly Cut[] {
  const keepsPatches = String(inputs["stdin"]).includes('"patching":{');
  const isWindows = String(inputs["guestId"]).startsWith("windows");
  return (type === command && !keepsPatches) || isWindows ? [] : (edges[type] ?? []);
}

/** Sets a setting that a machine on vSphere carries. */
function guestinfo(name: string, value: unknown): Cut {
  const key = `guestinfo.comanaged.${name}`;
  return [
    key,
    (inputs) => ({ ...inputs, extraConfig: { ...Object(inputs["extraConfig"]), [key]: value } }),
  ];
}

/** Changes the section about patches that a command sends. */
function patching(what: string, more: object): Cut {
  return [
    what,
    (inputs) => {
      const [first = "", ...program] = String(inputs["stdin"]).split("\n");
      const document = JSON.parse(first);
      Object.assign(document.sections.patching, more);
      return { ...inputs, stdin: [JSON.stringify(document), ...program].join("\n") };
    },
  ];
}

const command = "command:remote:Command";

const clouds = ["aws:ec2/instance:Instance", "azure-native:compute:VirtualMachine"] as const;
const servers = new Set([...clouds, "vsphere:index/virtualMachine:VirtualMachine"]);

/** What acts in one account or subscription only. */
const movable = new Set<string>([
  ...clouds,
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
  "vsphere:index/virtualMachine:VirtualMachine": [
    set("extraConfig", {}),
    guestinfo("patch-group", "elsewhere"),
    guestinfo("owner", undefined),
  ],
  [command]: [
    set("create", "true"),
    set("stdin", ""),
    set("stdin", undefined),
    set("triggers", ["elsewhere"]),
    patching("another group", { group: "elsewhere" }),
    patching("no windows", { windows: [] }),
    patching("no timer", { windows: [{ name: "regular", onCalendar: [] }] }),
    patching("no vendor", { vendor: {} }),
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
