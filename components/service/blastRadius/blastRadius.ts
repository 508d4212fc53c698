import * as aws from "./aws.js";
import * as azure from "./azure.js";
import { remoteCommand } from "./command.js";
import { type Difference, differences } from "./differences.js";
import * as hyperv from "./hyperv.js";
import { isWorse, type Level, worst } from "./level.js";
import * as physical from "./physical.js";
import { assumed, type Effect, type Inputs, type RadiusTable } from "./table.js";
import * as vmm from "./vmm.js";
import { antiAffinityRule, virtualMachine } from "./vsphere.js";

/** What one changed property does. */
export interface Reason {
  /** The property: `memory`, `disks.data.size`, also for a disk that is a resource of its own. */
  readonly path: string;
  readonly level: Level;
  /** Why, as the end of a sentence that begins with the property. */
  readonly why: string;
}

/** What a change does to a running server. */
export interface BlastRadius {
  readonly level: Level;
  /** Every property that changes, in the order of the paths. */
  readonly reasons: readonly Reason[];
  /** What the platform never does; a preview that holds any is refused. */
  readonly refusals: readonly Reason[];
  /** What is left for the customer to do: "extend the file system on disk data". */
  readonly customerTasks: readonly string[];
  /** Whether it was allowed by itself and waits for no window. */
  readonly isAllowedAnytime?: boolean;
  /** Whether nothing of it takes the server away, whatever the level. */
  readonly keepsRunning?: boolean | undefined;
}

/** What each property does, by type of resource. */
export const radiusTables: Readonly<Record<string, RadiusTable>> = {
  "vsphere:index/virtualMachine:VirtualMachine": virtualMachine,
  "vsphere:index/computeClusterVmAntiAffinityRule:ComputeClusterVmAntiAffinityRule":
    antiAffinityRule,
  "aws:ec2/placementGroup:PlacementGroup": aws.placementGroup,
  "aws:ec2/instance:Instance": aws.instance,
  "aws:ebs/volume:Volume": aws.volume,
  "aws:ec2transitgateway/instanceState:InstanceState": aws.instanceState,
  "aws:ec2/networkInterface:NetworkInterface": aws.networkInterface,
  "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": aws.networkInterfaceAttachment,
  "aws:ec2/volumeAttachment:VolumeAttachment": aws.volumeAttachment,
  "aws:ec2/securityGroup:SecurityGroup": aws.securityGroup,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": aws.securityGroupRule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": aws.securityGroupRule,
  "azure-native:compute:VirtualMachine": azure.virtualMachine,
  "azure-native:authorization:ManagementLockByScope": azure.lock,
  "azure-native:compute:AvailabilitySet": azure.availabilitySet,
  "azure-native:compute:Disk": azure.disk,
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription": azure.windowAssignment,
  "azure-native:maintenance:MaintenanceConfiguration": azure.windowConfiguration,
  "azure-native:network:NetworkInterface": azure.networkInterface,
  "azure-native:network:NetworkSecurityGroup": azure.networkSecurityGroup,
  "azure-native:recoveryservices:ProtectedItem": azure.protectedItem,
  "command:remote:Command": remoteCommand,
  [hyperv.hypervMachine]: hyperv.machine,
  [vmm.vmmMachine]: vmm.managedMachine,
  [physical.physicalMachine]: physical.machine,
};

const emptyTable: RadiusTable = { rules: new Map(), identities: new Map() };

/**
 * What a change of a resource's inputs does to the server that it belongs to. Of a property or a
 * type that no table knows, replacement is assumed; values that a preview cannot know are
 * `unknownValue` and are judged by the worst that they can be.
 *
 * Of a command that keeps a machine of Hyper-V or a physical one, what it tells is judged.
 *
 * An input that goes does nothing where another value would need another object: the engine has
 * asked the provider, and for an update the value is one that the platform computes.
 *
 * @param disk label of the disk that the resource is, for resources that are one
 */
export function blastRadiusOf(
  token: string,
  before: Inputs,
  after: Inputs,
  disk?: string,
): BlastRadius {
  const was = hyperv.machineToldBy(before) ?? hyperv.adoptedToldBy(before);
  const is = hyperv.machineToldBy(after);
  if (token === "command:remote:Command" && was !== undefined && is !== undefined) {
    const isManaged = "computer" in was || "computer" in is;
    return blastRadiusOf(isManaged ? vmm.vmmMachine : hyperv.hypervMachine, was, is);
  }
  const [had, has] = [physical.hardwareToldBy(before), physical.hardwareToldBy(after)];
  if (token === "command:local:Command" && had !== undefined && has !== undefined) {
    return blastRadiusOf(physical.physicalMachine, had, has);
  }
  const found = differences(radiusTables[token] ?? emptyTable, before, after)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((difference) => ({
      path: disk === undefined ? difference.path : `disks.${disk}.${difference.path}`,
      ...effectOf(difference, { before, after }, disk),
    }));
  const reasonOf = ({ path, level, why }: Reason): Reason => ({ path, level, why });
  return {
    level: worst(found.map(({ level }) => level)),
    reasons: found.map(reasonOf),
    refusals: found.filter(({ refused }) => refused).map(reasonOf),
    customerTasks: found.flatMap(({ customerTask }) => customerTask ?? []),
  };
}

const computed: Effect = { level: "none", why: "is left to the platform" };

function effectOf(
  { rule, before, after, label }: Difference,
  all: { readonly before: Inputs; readonly after: Inputs },
  disk: string | undefined,
): Effect {
  const name = label ?? disk;
  const change = { before, after, all, ...(name !== undefined && { disk: name }) };
  const effect = typeof rule === "function" ? rule(change) : rule;
  const isBirth = isWorse(effect.level, "reboot") && effect.refused !== true;
  return after === undefined && effect === rule && rule !== assumed && isBirth ? computed : effect;
}
