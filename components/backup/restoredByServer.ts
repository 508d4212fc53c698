import * as pulumi from "@pulumi/pulumi";
import { type RestoreDriver, restoreDrivers } from "./backupServerRestores.plan.js";
import type { PlannedRestore } from "./plannedRestores.js";
import { restoreOnce } from "./restoredOnce.js";

/** What every restore by a backup server is told. */
interface RestoredArgs extends Pick<PlannedRestore, "machine" | "point" | "server"> {
  /** Password of the server's account. */
  readonly password: pulumi.Input<string>;
}

/** Has the backup server bring something of a machine back, once. */
export abstract class RestoredByServer extends pulumi.ComponentResource {
  /** @param document what the program is told, with what the server's clock showed before */
  constructor(
    type: string,
    name: string,
    { password, server, ...rest }: RestoredArgs,
    document: (driver: RestoreDriver, begun: string, password: string) => object,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(type, name, { ...rest }, opts);
    const driver = restoreDrivers[server.kind];
    const told = (begun: string, secret: string) => document(driver, begun, secret);
    restoreOnce(name, { server, password, document: told }, this);
    this.registerOutputs({ machine: rest.machine, point: rest.point });
  }
}
