import * as remote from "@pulumi/command/remote";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { quiet } from "../remote/quiet.js";
import type { ServerDescription } from "../service/server.js";
import type { BuiltServer } from "./builtServer.js";
import { birthTold, reservation, sentToHost } from "./hypervDocument.js";
import { hardwareOf, keeperOf } from "./hypervKeeper.js";
import { installationOf } from "./installation.js";
import type { HypervPlacement } from "./placement.js";
import { machineOptions } from "./protection.js";

/** Copying an image takes minutes; a host that hangs ends a run with one error. */
const timeouts = { create: "60m", update: "60m", delete: "30m" };

/**
 * Builds a server as a virtual machine of generation 2 on a Hyper-V host, over SSH; where Virtual
 * Machine Manager manages the host, only that is asked. Its GUID is asked for once and kept in the
 * state; everything else is told to that GUID. A machine that was made by a run that broke off
 * carries our key and is found again by it. One that is taken over has to be what is written of it
 * before it gets our key, and is changed by the next description only. One that is born from a backup
 * gets its disks before it is told what it is, and starts with them.
 *
 * What a machine is first asked for is never asked again. The connection of what keeps it follows
 * the catalog: with another host key the host looks again, and finds nothing to change.
 */
export function buildOnHyperv(
  parent: pulumi.Resource,
  name: string,
  server: ServerDescription,
  placement: HypervPlacement,
): BuiltServer {
  const { host, confirmed, hooks, after = [], formerly: names = [], adopt } = placement;
  const { address, hostKey, account } = host;
  const key = idempotencyKey(name);
  const { keep, remove, program, birth, look } = keeperOf(host.managed);
  const common = { connection: { host: address, user: account, hostKey }, create: keep, ...quiet };
  const options = { parent, customTimeouts: timeouts, ...(hooks && { hooks }) };
  const once = { ...options, ignoreChanges: ["connection", "create", "stdin"] };
  const machineTold = {
    ...{ key, name, formerly: names.map((one) => idempotencyKey(one)) },
    ...hardwareOf(server, placement),
  };
  const reserved = new remote.Command(
    `${name}-identity`,
    {
      ...common,
      stdin: adopt
        ? sentToHost("adoption", { machineId: adopt.machine, ...machineTold }, program())
        : sentToHost(
            "reservation",
            { ...reservation(name, key, placement, server), ...birth },
            program(),
          ),
    },
    { ...once, dependsOn: [...after] },
  );
  const machineId = told(reserved, (observed) => observed.machineId);
  const installation = installationOf(server);
  const born =
    placement.birth &&
    new remote.Command(
      `${name}-birth`,
      {
        ...common,
        stdin: pulumi
          .all([machineId, placement.birth.machine])
          .apply(([id]) =>
            sentToHost("birth", birthTold({ machineId: id, key }, server, placement)),
          ),
        triggers: [machineId],
      },
      once,
    );
  const machine = new remote.Command(
    `${name}-machine`,
    {
      ...common,
      delete: remove,
      stdin: machineId.apply((id) =>
        sentToHost(adopt ? "adoption" : "machine", { machineId: id, ...machineTold }, program()),
      ),
      triggers: [machineId],
    },
    // While it is taken over, nothing of its description reaches it.
    {
      ...(adopt ? once : options),
      dependsOn: [...after, ...(born ? [born] : [])],
      ...machineOptions(confirmed),
    },
  );
  const asked = new remote.Command(
    `${name}-address`,
    {
      ...common,
      stdin: machineId.apply((id) =>
        sentToHost("address", { machineId: id, key, ...look }, program()),
      ),
      triggers: [machineId, ...installation],
    },
    { ...once, dependsOn: [machine] },
  );
  return {
    machineId,
    // Until it is made, it has another name.
    managedObjectId: pulumi.all([machineId, machine.id]).apply(([id]) => id),
    address: told(asked, (observed) => observed.address),
    parts: [reserved, machine, asked],
    installation,
  };
}

const answer = z.object({
  observed: z.object({ machineId: z.string().optional(), address: z.string().optional() }),
});

/** What a host has told; the program ends with an error where it has nothing to tell. */
function told(
  { stdout }: remote.Command,
  pick: (observed: z.output<typeof answer>["observed"]) => string | undefined,
): pulumi.Output<string> {
  // What comes over a secret connection counts as secret; nothing of this is one.
  return pulumi.unsecret(stdout).apply((text) => {
    const value = pick(answer.parse(JSON.parse(text)).observed);
    if (value === undefined) {
      throw new Error(`the Hyper-V host has not told what it was asked for: ${text}`);
    }
    return value;
  });
}
