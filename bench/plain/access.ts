import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

/** What a server is told comes from the library; its resources are of this program. */
export interface Told {
  account: string;
  document: unknown;
  showHostKey: string;
  keep: string;
  stdin: string;
}

interface Machine {
  id: pulumi.Output<string>;
  address: pulumi.Output<string>;
  server: pulumi.Resource;
  parts: pulumi.Resource[];
}

const quiet = { logging: "none", addPreviousOutputInEnv: false } as const;
const customTimeouts = { create: "10m", update: "10m" };

/** A server's own access, kept over SSH. */
export class GuestAccess extends pulumi.ComponentResource {
  constructor(server: string, told: Told, machine: Machine) {
    const { account: user, document } = told;
    const name = `${server}-access`;
    const options = { parent: machine.server, dependsOn: machine.parts };
    super("comanaged:access:GuestAccess", name, { account: user, document }, options);
    const host = machine.address;
    const shown = new command.remote.Command(
      `${name}-host`,
      {
        connection: { host, user, dialErrorLimit: 60 },
        create: told.showHostKey,
        triggers: [machine.id],
        ...quiet,
      },
      { parent: this, customTimeouts, ignoreChanges: ["connection"] },
    );
    new command.remote.Command(
      `${name}-kept`,
      {
        connection: { host, user, hostKey: shown.stdout },
        create: told.keep,
        stdin: told.stdin,
        triggers: [machine.id],
        ...quiet,
      },
      { parent: this, customTimeouts },
    );
    this.registerOutputs({ hostKey: shown.stdout });
  }
}
