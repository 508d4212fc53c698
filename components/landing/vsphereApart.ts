import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { idempotencyKey } from "../recovery/idempotencyKey.js";

/** Peers that one host must not hold together. */
export interface Peers {
  readonly group: string;
  /** UUIDs of the machines, two or more. */
  readonly machineIds: readonly Input<string>[];
}

/**
 * Keeps peers on different hosts of a cluster. The rule gives way where a host must be emptied
 * and no other is left: servers that share a host for an hour are better than one that is off.
 */
export function keepApart(
  estate: string,
  computeClusterId: Input<string>,
  { group, machineIds }: Peers,
  opts: CustomResourceOptions,
): void {
  new vsphere.ComputeClusterVmAntiAffinityRule(
    `${estate}-apart-${group}`,
    {
      computeClusterId,
      name: idempotencyKey("apart", group),
      enabled: true,
      mandatory: false,
      virtualMachineIds: [...machineIds],
    },
    opts,
  );
}
