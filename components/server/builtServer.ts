import type { Output, Resource } from "@pulumi/pulumi";

/** What a platform gives back for a server. */
export interface BuiltServer {
  /** The platform's own name for the machine: a UUID or an instance id. */
  readonly machineId: Output<string>;
  /** The first private address, once the machine has one. */
  readonly address: Output<string>;
  /** On vSphere, the files of its disks by their labels there. */
  readonly diskFiles?: Output<Readonly<Record<string, string>>>;
  /** What a backup server knows the machine by: `vm-1234` of vCenter, a GUID of Hyper-V. */
  readonly managedObjectId?: Output<string>;
  /** Where a machine is installed anew and keeps its name: words for the installation. */
  readonly installation?: readonly string[];
  /** Every resource of the server that a change can reach. */
  readonly parts: readonly Resource[];
}
