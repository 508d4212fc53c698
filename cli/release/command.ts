import { resolve } from "node:path";
import { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import { readEstate } from "../../stacks/schema/read.js";
import { siteStack, stacksIn } from "../gate/touched.js";
import { instant } from "../instant.js";
import { isFine, type ReleaseRow, releaseGroups } from "./release.js";
import { jsonOf, tableOf } from "./report.js";

interface Options {
  readonly apply: boolean;
  readonly json: boolean;
  readonly stacks: string;
  readonly cwd: string;
  readonly account?: string;
  readonly now: Temporal.Instant;
}

/** `comanaged release [stack...]`: judges test rings and releases the groups that follow them. */
export function releaseCommand(): Command {
  return new Command("release")
    .description("release patch groups whose test ring is well; 1 when one is held")
    .argument("[stack...]", "names of the stacks; all when none is named")
    .option("--apply", "write the releases, which else are only told", false)
    .option("--json", "print JSON instead of tables", false)
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .option("--account <name>", "another account with which servers on-premises are asked")
    .option("--now <instant>", "another time than now", instant, Temporal.Now.instant())
    .action(async (names: readonly string[], { apply, json, stacks, now, ...reach }: Options) => {
      // The platforms' SDKs are large: no other command waits for them.
      const { patchSources } = await import("../patches/sources.js");
      const { releaseSinks } = await import("./sinks.js");
      const { askingStack } = await import("../guests/stackGuests.js");
      const folder = resolve(reach.cwd, stacks);
      const all = names.length > 0 ? names : stacksIn(folder).filter((name) => name !== siteStack);
      const estates = new Map<string, readonly ReleaseRow[]>();
      for (const { estate } of all.map((name) => readEstate(folder, name))) {
        const ask = askingStack(estate.stack, reach);
        const [sources, sinks] = [patchSources(estate, ask), releaseSinks(estate, ask)];
        estates.set(estate.stack, await releaseGroups(estate, { sources, sinks, now, apply }));
      }
      console.log(json ? jsonOf(estates, apply) : tablesOf(estates));
      if ([...estates.values()].flat().some((row) => !isFine(row))) {
        process.exitCode = 1;
      }
    });
}

function tablesOf(estates: ReadonlyMap<string, readonly ReleaseRow[]>): string {
  return [...estates].map(([stack, rows]) => `${stack}\n${tableOf(rows)}`).join("\n");
}
