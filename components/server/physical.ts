import * as local from "@pulumi/command/local";
import * as pulumi from "@pulumi/pulumi";
import { hardwareProgram } from "../hardware/readProgram.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { quiet } from "../remote/quiet.js";
import { keepHardware, releaseHardware } from "../service/hardware/hardwareCommands.js";
import type { ServerDescription } from "../service/server.js";
import { bmcConnection } from "./bmcConnection.js";
import type { BuiltServer } from "./builtServer.js";
import { installationOf } from "./installation.js";
import { physicalHardware } from "./physicalDocument.js";
import type { PhysicalPlacement } from "./placement.js";
import { machineOptions } from "./protection.js";

/** An installation takes an hour, and drives take hours to be wiped. */
const timeouts = { create: "3h", update: "3h", delete: "24h" };

/**
 * Installs a server on a customer's own machine, through its BMC. The machine is known by its
 * serial number and its UUID, and whose it is stands in the provider's deposit: what was begun by
 * a run that broke off is found there, and what somebody else has on it is not touched. One that is
 * taken over has to be what is written of it, and counts as installed; nothing of it is changed.
 */
export function buildOnHardware(
  parent: pulumi.Resource,
  name: string,
  server: ServerDescription,
  placement: PhysicalPlacement,
): BuiltServer {
  const { bmc, deposit, confirmed, hooks, after = [], adopt } = placement;
  const formerly = (placement.formerly ?? []).map((one) => idempotencyKey(one));
  const machine = {
    ...{ key: idempotencyKey(name), name, ...(adopt && { adopt: true }) },
    ...(formerly.length > 0 && { formerly }),
    ...physicalHardware(name, server, placement),
  };
  const stdin = pulumi.all([bmc.password, deposit.password]).apply(([ofBmc, ofDeposit]) => {
    const sections = {
      machine,
      bmc: bmcConnection(bmc, ofBmc),
      deposit: bmcConnection(deposit, ofDeposit),
    };
    return `${JSON.stringify({ version: 1, sections })}\n${hardwareProgram()}`;
  });
  const kept = new local.Command(
    `${name}-machine`,
    {
      create: keepHardware,
      delete: releaseHardware,
      stdin: pulumi.secret(stdin),
      ...quiet,
    },
    {
      ...{ parent, customTimeouts: timeouts, dependsOn: [...after] },
      ...machineOptions(confirmed),
      // While it is taken over, nothing of its description reaches it.
      ...(adopt && { ignoreChanges: ["create", "delete", "stdin"] }),
      ...(hooks && { hooks }),
    },
  );
  // Both stand in the catalog: what waits for the machine waits for it by its id.
  const told = (value: string) => kept.id.apply(() => value);
  return {
    machineId: told(placement.uuid),
    managedObjectId: told(placement.uuid),
    address: told(placement.interface.address),
    parts: [kept],
    installation: installationOf(server),
  };
}
