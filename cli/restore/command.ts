import { resolve } from "node:path";
import { Provider } from "@pulumi/aws/provider.js";
import { Command } from "commander";
import { stringify } from "yaml";
import type { AwsServer, Estate } from "../../stacks/schema/model.js";
import { readEstate } from "../../stacks/schema/read.js";
import { quote } from "../../stacks/schema/report/wording.js";
import { ensureEngine } from "../engine/engine.js";
import { ask, stackToAsk } from "../stack/ask.js";
import type { PulumiRun } from "../stack/pulumi.js";
import { RunFailure } from "../stack/run.js";
import { newestBackup } from "./backups.js";
import { beforeOption } from "./beforeOption.js";

/** What is to be restored, and who allows it. */
interface RestoreWish {
  readonly disk?: string;
  readonly as?: string;
  readonly before?: string;
  readonly reason: string;
  readonly requester: string;
  readonly approver: string;
  readonly stacks: string;
}

/** `comanaged restore <stack> <server>`: the entry with which an estate restores a backup. */
export function restoreCommand(): Command {
  return new Command("restore")
    .description("print the entry of an estate with which a server or a disk starts from a backup")
    .argument("<stack>", "name of the stack")
    .argument("<server>", "the server whose backup it is")
    .option("--disk <label>", "only this disk of it, beside the others")
    .option("--as <name>", "the new server, or with --disk the new disk; in place when absent")
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
  { stack: stackName, server: name }: { readonly stack: string; readonly server: string },
  { before, stacks, ...wish }: RestoreWish,
): Promise<string> {
  const { estate } = readEstate(resolve(run.workDir, stacks), stackName);
  const { server, target } = backedUpOnAws(estate, name);
  const asked = await stackToAsk(run, stackName);
  const found = await ask(asked, () => {
    const { account, region } = target;
    const provider = new Provider(`aws-${account}`, { region, allowedAccountIds: [account] });
    return newestBackup(server, provider, before).then((backup) => ({ backup }));
  });
  if (found.backup === undefined) {
    const when = before === undefined ? "" : ` that was taken before ${before}`;
    throw new RunFailure(`AWS Backup keeps no backup of ${name}${when}.`);
  }
  const { disk, as, ...decision } = wish;
  const entry = {
    server: name,
    ...(disk !== undefined && { disk }),
    ...(as === undefined ? { generation: (server.generation ?? 1) + 1 } : { as }),
    ...found.backup,
    on: estate.asOf,
    ...decision,
  };
  return stringify({ restores: [entry] });
}

function backedUpOnAws({ servers, aws }: Estate, name: string) {
  const server = servers.find(
    (one): one is AwsServer => one.name === name && one.platform === "aws",
  );
  if (server === undefined || aws === undefined) {
    throw new RunFailure(
      `${quote(name)} is no server of this estate on AWS. Servers elsewhere are restored with the ` +
        "tools of their platforms.",
    );
  }
  return { server, target: aws };
}
