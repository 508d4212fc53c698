import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { type Difference, differences } from "../../components/service/observed.js";
import { inTurn } from "../guests/inTurn.js";
import { messageOf } from "../stack/run.js";
import { expectedOf, machinesIn } from "./hypervFacts.js";
import { type HostAccess, lookAt } from "./hypervHosts.js";
import { refreshed } from "./refreshed.js";

/** What became of a server since it was left. */
export interface ServerDrift {
  readonly server: string;
  readonly differences: readonly Difference[];
  /** Why nothing was seen of it. */
  readonly unseen?: string;
}

const hostsAtOnce = 4;

/**
 * Compares the servers of a stack with what their platforms and hosts tell, and changes nothing.
 *
 * @throws RunFailure when a platform cannot be asked
 */
export async function driftOf(stack: Stack, access: HostAccess): Promise<readonly ServerDrift[]> {
  const onPlatforms = [...(await refreshed(stack))].map(([server, { expected, found }]) => ({
    server,
    differences: differences(expected, found),
  }));
  const machines = machinesIn(await stack.exportStack());
  const onHosts = await inTurn(machines, hostsAtOnce, async (machine): Promise<ServerDrift> => {
    const { name: server } = machine;
    try {
      const found = await lookAt(machine, access);
      return { server, differences: differences(expectedOf(machine), found) };
    } catch (failure) {
      return { server, differences: [], unseen: messageOf(failure) };
    }
  });
  return [...onPlatforms, ...onHosts].sort((a, b) => (a.server < b.server ? -1 : 1));
}
