import * as local from "@pulumi/command/local";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { quiet } from "../remote/quiet.js";
import type { BackupServer } from "../service/backup/backupServer.js";
import { restoreDrivers } from "./backupServerRestores.plan.js";

/** Terabytes take their time. */
const timeouts = { create: "24h" };

/** Nothing of this is done again: neither with another password nor with another program. */
const once = ["create", "stdin"];

const told = z.object({ now: z.string() });

/** What is restored, and by which backup server. */
interface Restoring {
  readonly server: BackupServer;
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
  /** What the program is told, with what the server's clock showed before. */
  readonly document: (begun: string, password: string) => object;
  /** What is to be there before anything is restored. */
  readonly after?: readonly pulumi.Resource[];
}

/**
 * Has a backup server restore something. Before anything happens the state keeps what the backup
 * server's clock shows: a run that finds a restore from after that time waits for it and begins no
 * other. Going away it undoes nothing.
 *
 * @returns what the program tells of it
 */
export function restoreOnce(
  name: string,
  { server, password, document, after = [] }: Restoring,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { keep, clock, sent } = restoreDrivers[server.kind];
  const common = { create: keep, ...quiet };
  const options = { parent, ignoreChanges: once, customTimeouts: timeouts };
  const begun = new local.Command(
    `${name}-begun`,
    {
      ...common,
      stdin: pulumi.secret(pulumi.output(password).apply((secret) => sent(clock(server, secret)))),
    },
    options,
  );
  const since = pulumi.unsecret(begun.stdout).apply((text) => told.parse(JSON.parse(text)).now);
  const done = new local.Command(
    `${name}-done`,
    {
      ...common,
      stdin: pulumi.secret(
        pulumi.all([password, since]).apply(([secret, now]) => sent(document(now, secret))),
      ),
    },
    { ...options, dependsOn: [...after] },
  );
  return pulumi.unsecret(done.stdout);
}
