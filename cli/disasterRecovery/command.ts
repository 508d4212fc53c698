import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, Option } from "commander";
import { Temporal } from "temporal-polyfill";
import { platformNames } from "../../components/service/platform.js";
import type { BackupServerOffer, Catalog } from "../../stacks/schema/model.js";
import { readEstate } from "../../stacks/schema/read.js";
import { backupServerScope } from "../backups/backupServer.js";
import { ensureEngine } from "../engine/engine.js";
import { type AzureAccess, azureAccess } from "../restore/azureBackups.js";
import { beforeOption } from "../restore/beforeOption.js";
import { stackToAsk } from "../stack/ask.js";
import type { PulumiRun } from "../stack/pulumi.js";
import { RunFailure } from "../stack/run.js";
import { type FoundCopy, newestCopies } from "./copies.js";
import { type Allowed, catalogThere, estateThere } from "./files.js";
import { type Recoverable, recoverable } from "./places.js";
import { planRecovery, type RecoveryPlan } from "./plan.js";

/** What is brought up where, and who allowed it. */
export interface RecoveryWish extends Omit<Allowed, "on"> {
  readonly to: string;
  readonly out: string;
  readonly stacks: string;
  readonly rehearse?: boolean;
  readonly before?: string;
  /** The platforms whose region or site is lost. */
  readonly platform?: readonly Recoverable[];
}

/** `comanaged disaster-recovery <stack>`: brings an estate up where copies of its backups lie. */
export function disasterRecoveryCommand(): Command {
  return new Command("disaster-recovery")
    .description("write the estate as it comes up where copies of its backups lie, in which order")
    .argument("<stack>", "name of the stack whose region is lost")
    .requiredOption("--to <place>", "a place of platforms.<platform>.recovery")
    .requiredOption("--out <folder>", "folder for the catalog and the estate of the place")
    .requiredOption("--reason <text>", "why, as reports print it")
    .requiredOption("--requester <address>", "who asks for it")
    .requiredOption("--approver <address>", "who allows it: one of the catalog's approvers")
    .addOption(beforeOption())
    .addOption(
      new Option(
        "--platform <name...>",
        "whose region or site is lost; needed where it could be several",
      ).choices(recoverable),
    )
    .option("--rehearse", "beside the real servers, in networks without a way to them")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (stack: string, { cwd, ...wish }: RecoveryWish & { readonly cwd: string }) => {
      const engine = await ensureEngine();
      console.log(await writeRecovery({ engine, workDir: resolve(cwd) }, stack, wish));
    });
}

/**
 * Writes the catalog and the estate of a place, and tells what is to be done with them.
 *
 * @throws RunFailure when the estate cannot come up there
 */
export async function writeRecovery(
  run: PulumiRun,
  stackName: string,
  wish: RecoveryWish,
  azure: AzureAccess = azureAccess(),
): Promise<string> {
  const {
    to: place,
    out,
    stacks,
    rehearse: isRehearsal = false,
    before,
    platform,
    ...decision
  } = wish;
  const folder = resolve(run.workDir, stacks);
  const { estate, catalog } = readEstate(folder, stackName);
  const plan = planRecovery(estate, catalog, {
    place,
    isRehearsal,
    ...(platform && { lost: platform }),
  });
  const asked = await stackToAsk(run, stackName);
  const { workDir, environment } = run;
  const copies = await newestCopies(plan, {
    ...{ stack: asked, azure, before },
    backupServer: (lost) => backupServerScope(estate, offered(catalog), lost, workDir, environment),
  });
  const stack = `${stackName}-${place}${isRehearsal ? "-rehearsal" : ""}`;
  const on = estate.asOf;
  const until = Temporal.PlainDate.from(on).add({ days: 30 }).toString();
  const recovered = {
    ...{ plan, copies, allowed: { on, ...decision } },
    ...(isRehearsal && { rehearsal: { stack, until } }),
  };
  const text = (file: string) => readFileSync(join(folder, file), "utf8");
  const there = resolve(run.workDir, out);
  mkdirSync(there, { recursive: true });
  writeFileSync(join(there, "catalog.yaml"), catalogThere(text("catalog.yaml"), plan));
  const file = `${stack}.estate.yaml`;
  writeFileSync(join(there, file), estateThere(text(`${stackName}.estate.yaml`), recovered));
  readEstate(there, stack);
  return told(plan, copies, { stack, out, file });
}

/** A place on vSphere or Hyper-V is one of the backup server's copies. */
function offered({ backupServer }: Catalog): BackupServerOffer {
  if (backupServer === undefined) {
    throw new RunFailure("The catalog has no backupServer, so there are no copies of backups.");
  }
  return backupServer;
}

function told(
  { parts, steps, staying, place }: RecoveryPlan,
  copies: readonly FoundCopy[],
  { stack, out, file }: { readonly stack: string; readonly out: string; readonly file: string },
): string {
  const made = new Map(copies.map((copy) => [copy.server, copy.taken]));
  return [
    ...parts.map(
      ({ platform, there, servers }) =>
        `At ${place} on ${platformNames[platform]} (${there.where}) come up ${servers.map(({ name }) => name).join(", ")}.`,
    ),
    "In this order, each step behind the one before:",
    ...steps.map((step, index) => {
      const names = step.map((name) => `${name} (copy of ${made.get(name)})`);
      return `  ${index + 1}. ${names.join(", ")}`;
    }),
    ...(staying.length > 0 ? [`Left as they are: ${staying.join(", ")}.`] : []),
    `Look at ${join(out, file)}, and bring it up:`,
    `  npx pulumi stack init ${stack}`,
    `  npx pulumi config set comanaged:stacks ${out} --stack ${stack}`,
    ...parts
      .flatMap(({ there }) => Object.entries(there.settings ?? {}))
      .map(([key, value]) => `  npx pulumi config set ${key} ${value} --stack ${stack}`),
    `  npx pulumi up --stack ${stack}`,
  ].join("\n");
}
