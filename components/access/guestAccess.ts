import * as remote from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";
import { quiet } from "../remote/quiet.js";
import type { OperatingSystem } from "../service/operatingSystem.js";
import type { AccessDocument } from "./document.js";
import { guests, sent } from "./guests.js";

/** How the provider's automation reaches a server, and what it keeps there. */
export interface GuestAccessArgs {
  /**
   * The platform's own name for the machine: another machine shows another host key. Without a
   * machine, the one that was reached before is reached once more, and nothing waits for it.
   */
  readonly machineId?: pulumi.Input<string>;
  /** Words for the installation of a machine that keeps its name when it is installed anew. */
  readonly installation?: readonly string[];
  /** Words for what the machine was brought back to: it is told everything anew. */
  readonly broughtBackTo?: string;
  readonly address?: pulumi.Input<string>;
  /** @default "linux" */
  readonly os?: OperatingSystem;
  /** The account with which the automation comes in: root without a password, or administrator. */
  readonly account: string;
  /** What the server is told to be. */
  readonly document: AccessDocument;
  /** Hooks that watch changes; see `server/changeWatch.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
}

/** A machine that has just been made starts within this many attempts, five seconds apart. */
const attemptsAtBirth = 60;

/** A server that hangs ends a run with one error, not the run's patience. */
const timeouts = { create: "10m", update: "10m" };

/**
 * The server's own access: keeps what a running server is told to be, over SSH, without
 * restarting or replacing anything. Its host key is pinned when the machine is first reached; from
 * then on another key is refused. Private keys stay with the SSH agent of the person or the job
 * that runs the engine, so their rotation is no change. Destroying it leaves the server as it is.
 *
 * @example
 * new GuestAccess("lims-db-1-access", {
 *   machineId: server.machineId, address: server.address, account: "comanaged",
 *   document: accessDocument(access, "lims-db-1"),
 * }, { parent: server });
 */
export class GuestAccess extends pulumi.ComponentResource {
  /** The public half of the host key that is pinned: whoever comes in later asks for it, too. */
  readonly hostKey: pulumi.Output<string>;
  /** Every resource that a change can reach. */
  readonly parts: readonly pulumi.Resource[];

  constructor(name: string, args: GuestAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { account, document } = args;
    super("comanaged:access:GuestAccess", name, { account, document }, opts);
    this.hostKey = pinHost(name, args, this);
    const kept = keep(name, args, this.hostKey, this);
    this.parts = [kept];
    this.registerOutputs({ hostKey: this.hostKey });
  }
}

/** The host key that the machine showed when it was first reached. */
function pinHost(
  name: string,
  args: GuestAccessArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { machineId = "", installation = [], address = "", account, os = "linux" } = args;
  const shown = new remote.Command(
    `${name}-host`,
    {
      connection: { host: address, user: account, dialErrorLimit: attemptsAtBirth },
      create: guests[os].showHostKey,
      triggers: [machineId, ...installation],
      ...quiet,
    },
    // Asked once for each machine: nothing but another machine may show another key.
    { parent, customTimeouts: timeouts, ignoreChanges: ["connection", ...leftAlone(args)] },
  );
  // What comes over a secret connection counts as secret; this half of the key is shown to anybody.
  return pulumi.unsecret(shown.stdout);
}

/** What stays as it was where no machine is given. */
function leftAlone({ address }: GuestAccessArgs): string[] {
  return address === undefined ? ["connection", "triggers"] : [];
}

function keep(
  name: string,
  args: GuestAccessArgs,
  hostKey: pulumi.Output<string>,
  parent: pulumi.Resource,
): remote.Command {
  const { machineId = "", installation = [], address = "", account, document } = args;
  const { hooks, os = "linux", broughtBackTo } = args;
  return new remote.Command(
    `${name}-kept`,
    {
      connection: { host: address, user: account, hostKey },
      create: guests[os].keep,
      stdin: sent(document, os),
      triggers: [machineId, ...installation, ...(broughtBackTo ? [broughtBackTo] : [])],
      ...quiet,
    },
    {
      ...{ parent, customTimeouts: timeouts, ignoreChanges: leftAlone(args) },
      ...(hooks && { hooks }),
    },
  );
}
