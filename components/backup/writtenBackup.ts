import * as remote from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { quiet } from "../remote/quiet.js";
import { sentToHost } from "../server/hypervDocument.js";
import type { HypervBirth, HypervHost } from "../server/placement.js";
import { keepHyperv, removeHyperv } from "../service/access/windowsCommands.js";
import { restoreDrivers } from "./backupServerRestores.plan.js";
import { type PlannedWrite, restoredName } from "./plannedRestores.js";
import { restoreOnce } from "./restoredOnce.js";

/** A backup that is to become a machine on a Hyper-V host, and who is told. */
export interface WrittenBackupArgs extends Omit<PlannedWrite, "begun"> {
  /** The host on which the server stands. */
  readonly host: HypervHost;
  /** Password of the backup server's account. */
  readonly password: pulumi.Input<string>;
}

const told = z.object({ objectId: z.string() });

/**
 * Has the backup server write a backup as a machine of its own on a Hyper-V host, off and without
 * network, into folders that hold nothing else, so that a server gets its disks. A run that was cut
 * finds what is written already. When this goes, what became no server's is removed from the host.
 *
 * @example
 * const { birth } = new WrittenBackup("lims-db-old-birth-6c0e…", {
 *   estate: "chemistry", machine: "lims-db-1", born: "lims-db-old", point: "6c0e…",
 *   hostName: "10.9.1.11", host: { name: "hv-1", address: "10.9.1.11", hostKey, account },
 *   disks: [{ label: "system", sizeGiB: 60, folder: "D:\\vms" }], adopted: [],
 *   reason: "an audit", server, password,
 * });
 */
export class WrittenBackup extends pulumi.ComponentResource {
  /** What its server is born from. */
  readonly birth: HypervBirth;

  constructor(name: string, args: WrittenBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { password, server, host, ...rest } = args;
    super("comanaged:backup:WrittenBackup", name, { ...rest }, opts);
    const folders = [...new Set(rest.disks.map(({ folder }) => folder))];
    const room = { written: restoredName(rest), folders };
    const { address, account: user, hostKey } = host;
    const made = new remote.Command(
      `${name}-room`,
      {
        connection: { host: address, user, hostKey },
        ...{ create: keepHyperv, delete: removeHyperv, ...quiet },
        stdin: sentToHost("room", { key: idempotencyKey(rest.born), ...room }),
      },
      { parent: this, customTimeouts: { delete: "30m" } },
    );
    const { write } = restoreDrivers[server.kind];
    const document = (begun: string, secret: string) => write({ ...rest, server, begun }, secret);
    const done = restoreOnce(name, { server, password, document, after: [made] }, this);
    const machine = done.apply((text) => told.parse(JSON.parse(text)).objectId);
    this.birth = { ...room, machine };
    this.registerOutputs({ machine: args.machine, point: args.point });
  }
}
