import { text } from "../../components/recovery/finder.js";
import { causeDrift } from "../../simulator/core/control.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";

const selection = "aws:backup/selection:Selection";
const tested = "aws:backup/restoreTestingSelection:RestoreTestingSelection";

/** Removes what a recovery cannot find, as a person would who follows what it says. */
export async function removeLost(
  lines: readonly string[],
  world: string,
  port: number,
): Promise<void> {
  for (const { kind, id } of readWorld(world).objects.filter((one) => isNamed(one, lines))) {
    await causeDrift(port, { kind, id, remove: true });
  }
}

function isNamed({ kind, id, properties }: SeenObject, lines: readonly string[]): boolean {
  const [name = "", test = ""] = id.split(":");
  const plan = text(properties, "planId") ?? "";
  return lines.some(
    (line) =>
      (kind === selection && line.includes(`--backup-plan-id ${plan} `)) ||
      (kind === tested &&
        line.includes(`-plan-name ${test} --restore-testing-selection-name ${name}`)),
  );
}
