import { resolve } from "node:path";
import { Command, Option } from "commander";
import { stringify } from "yaml";
import type { Platform } from "../../components/service/platform.js";
import type { ResolvedServer } from "../../stacks/schema/model.js";
import { readEstate } from "../../stacks/schema/read.js";
import { quote } from "../../stacks/schema/report/wording.js";
import { isRestoredByServer, onRecoveryMedia } from "../../stacks/schema/resolve/serverRestores.js";
import { ensureEngine } from "../engine/engine.js";
import type { PulumiRun } from "../stack/pulumi.js";
import { RunFailure } from "../stack/run.js";
import { beforeOption } from "./beforeOption.js";
import { newestOn } from "./newest.js";

/** What is to be restored, and who allows it. */
interface RestoreWish {
  readonly disk?: string;
  readonly as?: string;
  readonly file?: readonly string[];
  readonly to?: string;
  readonly before?: string;
  readonly reason: string;
  readonly requester: string;
  readonly approver: string;
  readonly stacks: string;
}

/** `comanaged restore <stack> <server>`: the entry with which an estate restores a backup. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description("print the entry of an estate with which a server, a disk or files are restored")
    .argument("<stack>", "name of the stack")
    .argument("<server>", "the server whose backup it is")
    .option(
      "--disk <label>",
      "only this disk of it, beside the others; on hardware all of them: all",
    )
    .option(
      "--as <name>",
      "the new server, or with --disk in the clouds the new disk; in place when absent",
    )
    .option("--file <path...>", "only these files and folders, in the server")
    .addOption(
      new Option("--to <place>", "files over those that are there, or beside them").choices([
        "original",
        "beside",
      ]),
    )
    .addOption(beforeOption())
    .requiredOption("--reason <text>", "why, as reports print it")
    .requiredOption("--requester <address>", "who asks for it")
    .requiredOption("--approver <address>", "who allows it: one of the catalog's approvers")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(
      async (
        stack: string,
        server: string,
        { cwd, ...wish }: RestoreWish & { readonly cwd: string },
      ) => {
        const engine = await ensureEngine();
        console.log(await restoreEntry({ engine, workDir: resolve(cwd) }, { stack, server }, wish));
      },
    );
}

/**
 * The entry that restores the newest backup of a server, or the newest of before a time.
 *
 * @throws RunFailure when there is none
 */
export async function restoreEntry(
  run: PulumiRun,
  { stack, server: name }: { readonly stack: string; readonly server: string },
  { before, stacks, disk, as, file, to, ...decision }: RestoreWish,
): Promise<string> {
  const { estate, catalog } = readEstate(resolve(run.workDir, stacks), stack);
  const server = estate.servers.find((one) => one.name === name);
  if (server === undefined) {
    throw new RunFailure(`${quote(name)} is no server of this estate.`);
  }
  const isPart = disk !== undefined || file !== undefined;
  if (server.platform === "physical" && !isPart) {
    const { message, fix } = onRecoveryMedia(server);
    throw new RunFailure(`${quote(name)}: ${message}. ${fix}`);
  }
  const backup = await newestOn[server.platform]({
    ...{ run, estate, catalog, server, before, isPart },
  });
  if (backup === undefined) {
    const when = before === undefined ? "" : ` that was taken before ${before}`;
    throw new RunFailure(`${keepers[server.platform]} keeps no backup of ${name}${when}.`);
  }
  const entry = {
    server: name,
    ...(disk !== undefined && { disk }),
    ...(file === undefined ? stepOf(server, as, isPart) : { files: file }),
    ...(to !== undefined && { to }),
    ...(disk === undefined ? backup : { point: backup.point, taken: backup.taken }),
    on: estate.asOf,
    ...decision,
  };
  return stringify({ restores: [entry] });
}

/** In place another generation starts from the backup, unless the machine stays. */
function stepOf(server: ResolvedServer, as: string | undefined, isPart: boolean) {
  if (as !== undefined) {
    return { as };
  }
  const stays = isPart || isRestoredByServer(server);
  return stays ? {} : { generation: (server.generation ?? 1) + 1 };
}

/** Who keeps the backups of servers on a platform. */
const keepers: Readonly<Record<Platform, string>> = {
  ...{ aws: "AWS Backup", azure: "Azure Backup" },
  ...{ vsphere: "The backup server", hyperv: "The backup server", physical: "The backup server" },
};
