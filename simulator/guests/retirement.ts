import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { WorldObject } from "../core/journal.js";
import type { World } from "../core/world.js";
import { identityOf, isOn, machinesOf, stopped } from "./machines.js";
import { retiredTask } from "./windows/effects.js";
import { readState } from "./windows/state.js";

const timer = "etc/systemd/system/timers.target.wants/comanaged-retired.timer";

/**
 * Lets as much time pass as retired servers run: those that were told to shut themselves down, and
 * those that somebody started since, are off.
 */
export function shutDownRetired(world: World): void {
  for (const machine of machinesOf(world)) {
    if (isOn(machine) && isRetired(join(world.folder, "guests", identityOf(machine)))) {
      turnOff(world, machine);
    }
  }
}

function isRetired(root: string): boolean {
  const isLinux = lstatSync(join(root, timer), { throwIfNoEntry: false }) !== undefined;
  return isLinux || readState(root).tasks[retiredTask] !== undefined;
}

function turnOff(world: World, machine: WorldObject): void {
  const transaction = world.begin();
  const properties = { ...machine.properties, ...stopped(machine.platform) };
  transaction.put({ ...machine, properties }, "stopped", "its guest shut down");
  transaction.commit();
}
