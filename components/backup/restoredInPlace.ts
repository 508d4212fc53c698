import * as local from "@pulumi/command/local";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { restoreDrivers } from "./backupServerRestores.plan.js";
import type { PlannedRestore } from "./plannedRestores.js";

/** A machine that is to become what it was, and the backup. */
export interface RestoredInPlaceArgs extends Omit<PlannedRestore, "begun"> {
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
}

/** Terabytes take their time. */
const timeouts = { create: "24h" };

/** Nothing of this is done again: neither with another password nor with another program. */
const once = ["create", "stdin"];

const told = z.object({ now: z.string() });

/**
 * Has the backup server make a machine what it was, where it stands. Before anything happens the
 * state keeps what the backup server's clock shows: a run that finds a restore of the machine from
 * after that time waits for it and begins no other. Going away it undoes nothing.
 *
 * @example
 * new RestoredInPlace("lims-db-1-restore-6c0e…", {
 *   estate: "chemistry", machine: "lims-db-1", platform: "vsphere", hostName: "vcenter.example.edu",
 *   point: "6c0e…", reason: "ransomware", server, password,
 * });
 */
export class RestoredInPlace extends pulumi.ComponentResource {
  constructor(name: string, args: RestoredInPlaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { password, server, ...rest } = args;
    super("comanaged:backup:RestoredInPlace", name, { ...rest }, opts);
    const { keep, clock, inPlace, sent } = restoreDrivers[server.kind];
    const common = { create: keep, logging: "none", addPreviousOutputInEnv: false } as const;
    const options = { parent: this, ignoreChanges: once, customTimeouts: timeouts };
    const begun = new local.Command(
      `${name}-begun`,
      {
        ...common,
        stdin: pulumi.secret(
          pulumi.output(password).apply((secret) => sent(clock(server, secret))),
        ),
      },
      options,
    );
    const since = pulumi.unsecret(begun.stdout).apply((text) => told.parse(JSON.parse(text)).now);
    new local.Command(
      `${name}-done`,
      {
        ...common,
        stdin: pulumi.secret(
          pulumi
            .all([password, since])
            .apply(([secret, now]) => sent(inPlace({ ...rest, server, begun: now }, secret))),
        ),
      },
      options,
    );
    this.registerOutputs({ machine: args.machine, point: args.point });
  }
}
