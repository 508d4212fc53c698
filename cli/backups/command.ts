import { resolve } from "node:path";
import { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import { readCatalog, readEstate } from "../../stacks/schema/read.js";
import { wholeDays } from "../calendar/wholeDays.js";
import { siteStack } from "../gate/touched.js";
import { instant } from "../instant.js";
import { repositoryTable } from "./repositories.js";
import { type BackupRow, backupRows } from "./rows.js";
import { storageRows, storageTable } from "./storage.js";
import { jsonOf, tableOf } from "./table.js";

interface Options {
  readonly at?: Temporal.Instant;
  readonly json?: boolean;
  readonly storage?: boolean;
  readonly growth?: boolean;
  readonly fullWithin: number;
  readonly stacks: string;
  readonly cwd: string;
}

/** `comanaged backups <stack>`: how old the backups of each server are, and what they proved. */
export function backupsCommand(): Command {
  return new Command("backups")
    .description("show what became of the backups of each server; 1 when one is too old")
    .argument("<stack>", "name of the stack; of site, the systems of the platform itself")
    .option("--at <instant>", "report as of that time, such as 2026-11-21T06:00:00Z", instant)
    .option(
      "--storage",
      "show disks, their tiers, and where backups lie; of site, how repositories grow",
    )
    .option("--growth", "show how each server grows, by its backups, as far as its platform tells")
    .option("--full-within <days>", "with site --storage: full sooner is a finding", wholeDays, 90)
    .option("--json", "print JSON instead of a table")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (stack: string, { at = Temporal.Now.instant(), ...options }: Options) => {
      const { json = false, storage = false, fullWithin: within, stacks, cwd } = options;
      if (stack === siteStack) {
        if (storage) {
          const { siteStorage } = await import("./siteStorage.js");
          const rows = await siteStorage(readCatalog(resolve(cwd, stacks)), cwd, {
            ...{ now: at, within },
          });
          console.log(
            json ? JSON.stringify({ repositories: rows }, undefined, 2) : repositoryTable(rows),
          );
          failOnFindings(rows);
          return;
        }
        const { systemRows } = await import("./systems.js");
        report(await systemRows(readCatalog(resolve(cwd, stacks)), cwd, at), at, json);
        return;
      }
      const { estate, catalog } = readEstate(resolve(cwd, stacks), stack);
      if (options.growth === true) {
        const { growthRows, growthTable } = await import("./growthRows.js");
        const { growthSources } = await import("./growthSources.js");
        const servers = await growthRows(estate, growthSources(estate, catalog, cwd, at));
        console.log(json ? JSON.stringify({ servers }, undefined, 2) : growthTable(servers));
        return;
      }
      if (storage) {
        const servers = storageRows(estate, catalog);
        console.log(json ? JSON.stringify({ servers }, undefined, 2) : storageTable(servers));
        return;
      }
      // The platforms' SDKs are large: no other command waits for them.
      const { backupSources } = await import("./sources.js");
      report(await backupRows(estate, backupSources(estate, catalog, cwd), at), at, json);
    });
}

/** Prints what is known; findings make the command fail. */
function report(rows: readonly BackupRow[], at: Temporal.Instant, json: boolean): void {
  console.log(json ? jsonOf(rows, at) : tableOf(rows));
  failOnFindings(rows);
}

function failOnFindings(rows: readonly { readonly findings: readonly string[] }[]): void {
  if (rows.some(({ findings }) => findings.length > 0)) {
    process.exitCode = 1;
  }
}
