import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { differences } from "../../components/service/observed.js";
import type { PhysicalOffer } from "../../stacks/schema/model.js";
import type { HostAccess } from "../guests/hypervHost.js";
import { inTurn } from "../guests/inTurn.js";
import { messageOf } from "../stack/run.js";
import { hardwareDrift, hardwareIn } from "./hardware.js";
import { expectedOf, foundOf, machinesIn } from "./hypervFacts.js";
import { lookAt } from "./hypervHosts.js";
import { refreshed } from "./refreshed.js";
import type { ServerDrift } from "./serverDrift.js";
import { type SeenMachine, writeMachines } from "./writeMachines.js";

/** How drift is looked for. */
export interface DriftOptions extends HostAccess {
  /** Whether what was found goes into the state, so that the next preview shows it. */
  readonly write?: boolean;
  /** Levels of firmware that are wanted of physical servers. */
  readonly firmware?: PhysicalOffer["firmware"];
}

const hostsAtOnce = 4;

/**
 * Compares the servers of a stack with what their platforms and hosts tell; none of them is changed.
 *
 * @throws RunFailure when a platform cannot be asked
 */
export async function driftOf(
  stack: Stack,
  { write = false, firmware, ...access }: DriftOptions,
): Promise<readonly ServerDrift[]> {
  const onPlatforms = [...(await refreshed(stack, write))].map(([server, seen]) => ({
    server,
    differences: differences(seen.expected, seen.found),
  }));
  const exported = await stack.exportStack();
  const machines = machinesIn(exported);
  const changed: SeenMachine[] = [];
  const onHosts = await inTurn(machines, hostsAtOnce, async (machine): Promise<ServerDrift> => {
    const { name: server } = machine;
    try {
      const found = await lookAt(machine, access);
      const own = differences(expectedOf(machine), foundOf(found));
      changed.push(...(own.length > 0 ? [{ ...machine, found }] : []));
      return { server, differences: own };
    } catch (failure) {
      return { server, differences: [], unseen: messageOf(failure) };
    }
  });
  const onHardware = await inTurn(hardwareIn(exported), hostsAtOnce, (machine) =>
    hardwareDrift(machine, firmware),
  );
  if (write && changed.length > 0) {
    await writeMachines(stack, changed);
  }
  return [...onPlatforms, ...onHosts, ...onHardware].sort((a, b) => (a.server < b.server ? -1 : 1));
}
