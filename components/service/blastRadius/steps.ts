import type { BlastRadius } from "./blastRadius.js";
import type { Level } from "./level.js";

/** What happens to a resource of a server besides an update. */
export type Step = "create" | "delete" | "replace";

/** Types whose objects are a disk with its data. */
const disks: ReadonlySet<string> = new Set(["aws:ebs/volume:Volume", "azure-native:compute:Disk"]);

/** Types whose objects are the server itself. */
const machines: ReadonlySet<string> = new Set([
  "vsphere:index/virtualMachine:VirtualMachine",
  "aws:ec2/instance:Instance",
  "azure-native:compute:VirtualMachine",
]);

/** Whether a resource is the server itself; on Hyper-V a command makes it. */
function isMachine({ type, path }: ServerStep): boolean {
  return machines.has(type) || (type === "command:remote:Command" && path === "machine");
}

/** One resource of a server that comes, goes or is replaced. */
export interface ServerStep {
  readonly step: Step;
  /** Token of the resource's type. */
  readonly type: string;
  /** The resource in the words of the report: `disks.data`, `firewall`. */
  readonly path: string;
  /** Label of the disk that the resource is, for resources that are one. */
  readonly disk?: string;
  /** Whether a deleted resource stays on its platform. */
  readonly stays?: boolean;
  /** Inputs that make the replacement necessary. */
  readonly because?: readonly string[];
}

/** The label of the disk that a server's resource is, by its name; undefined for everything else. */
export function diskOfResource(server: string, resource: string): string | undefined {
  const prefix = `${server}-disk-`;
  return resource.startsWith(prefix) ? resource.slice(prefix.length) : undefined;
}

/** What it does to a running server that one of its resources comes, goes or is replaced. */
export function blastRadiusOfStep(step: ServerStep): BlastRadius {
  const { level, why } = effectOf(step);
  return step.step === "create" && step.disk !== undefined && disks.has(step.type)
    ? addedDisk(step.disk)
    : { level, reasons: [{ path: step.path, level, why }], refusals: [], customerTasks: [] };
}

/** What a disk does that is added to a server. */
export function addedDisk(label: string): BlastRadius {
  const why = "is added while the server runs";
  return {
    level: "online",
    reasons: [{ path: `disks.${label}`, level: "online", why }],
    refusals: [],
    customerTasks: [`make a file system on disk ${label}`],
  };
}

function effectOf(step: ServerStep): { readonly level: Level; readonly why: string } {
  switch (step.step) {
    case "create":
      return { level: "online", why: "is added while the server runs" };
    case "delete":
      return ofDelete(step);
    case "replace":
      return ofReplace(step);
  }
}

function ofDelete(step: ServerStep) {
  const { type, stays = false } = step;
  if (stays) {
    return { level: "online", why: "leaves the stack and stays on its platform" } as const;
  }
  if (disks.has(type) || isMachine(step)) {
    return { level: "data loss", why: "is deleted with its data" } as const;
  }
  return { level: "online", why: "is taken away while the server runs" } as const;
}

function ofReplace({ type, because = [] }: ServerStep) {
  const cause = because.length === 0 ? "" : `, because of ${because.join(", ")}`;
  return disks.has(type)
    ? ({ level: "data loss", why: `gives way to an empty one${cause}` } as const)
    : ({ level: "replace", why: `gives way to another one${cause}` } as const);
}
