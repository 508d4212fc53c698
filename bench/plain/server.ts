import * as pulumi from "@pulumi/pulumi";
import { gib, type Server } from "./estate";
import type { Facts } from "./facts";

/** A server; its machine and its disks are its children. */
export class CoManagedServer extends pulumi.ComponentResource {
  constructor(name: string, server: Server, facts: Facts) {
    const disks = Object.entries(server.disks).map(([label, { size, tier }]) => [
      label,
      { sizeGiB: gib(size), tier: tier ?? "standard" },
    ]);
    super("comanaged:server:Server", name, {
      ...facts,
      cpus: server.cpus,
      memoryGiB: gib(server.memory),
      disks: Object.fromEntries(disks),
      platform: server.platform,
      tpm: false,
    });
  }

  finish(machineId: pulumi.Output<string>, address: pulumi.Output<string>): void {
    this.registerOutputs({ machineId, address });
  }
}

/** The key by which an object is found again. */
export function key(...parts: string[]): string {
  return [pulumi.getProject(), pulumi.getStack(), ...parts].join("/");
}
