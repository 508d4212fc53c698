import { isDeepStrictEqual } from "node:util";
import { ResourceHook } from "@pulumi/pulumi";
import type { Inputs } from "../service/blastRadius/table.js";
import { plainInputs } from "./plainInputs.js";

/** What changes of a description when its server is retired, and what follows from the rest. */
const own = ["retired", "patchGroup", "runs", "firewall", "restarts", "snapshots", "replica"];

/**
 * A hook of a server that refuses changes while it is retired, and together with its retirement:
 * vCenter starts a machine whose settings change, and EC2 one whose type changes.
 */
export function guardRetired(server: string): ResourceHook {
  return new ResourceHook(
    `${server}-retired`,
    async ({ oldInputs, newInputs }) => {
      const [before, after] = [
        await plainInputs(oldInputs ?? {}),
        await plainInputs(newInputs ?? {}),
      ];
      const changed = changedWhileRetired(before, after);
      if (changed.length > 0) {
        throw new Error(
          `servers.${server} is retired, and a retired server is not changed, because some ` +
            `platforms would start it (${changed.join(", ")}). Write what was there before, or ` +
            'take "retire" out first.',
        );
      }
    },
    { onDryRun: true },
  );
}

/** What changes of the description of a server that is retired now. */
export function changedWhileRetired(before: Inputs, after: Inputs): string[] {
  return after["retired"] === true
    ? [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((key) => !own.includes(key) && !isDeepStrictEqual(before[key], after[key]))
        .sort()
    : [];
}
