import { resolve } from "node:path";
import { Command } from "commander";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import { readEstate } from "../../stacks/schema/read.js";
import { ensureEngine } from "../engine/engine.js";
import { ask, stackToAsk } from "../stack/ask.js";
import type { PulumiRun } from "../stack/pulumi.js";
import { standsOnAws } from "./aws.js";
import { standsOnAzure } from "./azure.js";
import { entryText } from "./entry.js";
import type { Standing, Wish } from "./standing.js";
import { standsOnVsphere } from "./vsphere.js";

interface Options {
  readonly machine: string;
  readonly service: string;
  readonly image?: string;
  readonly stacks: string;
  readonly cwd: string;
}

/** `comanaged adopt <stack> <server>`: what an estate needs to take over a machine that stands. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description("print the entry of an estate with which a machine that exists is taken over")
    .argument("<stack>", "name of the stack")
    .argument("<server>", "the server's name in the estate")
    .requiredOption(
      "--machine <id>",
      "managed object id, UUID or path in vCenter, instance id, or Azure resource id",
    )
    .requiredOption("--service <name>", "the customer's service that runs on it")
    .option("--image <name>", "the image in the catalog, when it cannot be told")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .option("-C, --cwd <folder>", "folder of the project", ".")
    .action(async (stack: string, server: string, options: Options) => {
      const engine = await ensureEngine();
      const workDir = resolve(options.cwd);
      console.log(await adopt({ engine, workDir }, { stack, server, ...options }));
    });
}

/** What is to be taken over, and as what. */
interface Adoptee extends Wish {
  readonly stack: string;
  readonly server: string;
  readonly service: string;
  readonly stacks: string;
}

/**
 * The entry with which a machine becomes a server of an estate.
 *
 * @throws RunFailure when the machine is not there or does not fit the catalog
 */
export async function adopt(
  run: PulumiRun,
  { stack: stackName, server, service, stacks, ...wish }: Adoptee,
): Promise<string> {
  const { estate, catalog } = readEstate(resolve(run.workDir, stacks), stackName);
  const asked = await stackToAsk(run, stackName);
  return entryText(server, service, await ask(asked, () => standing(wish, estate, catalog)));
}

function standing(wish: Wish, estate: Estate, catalog: Catalog): Promise<Standing> {
  if (/^i-[0-9a-f]+$/.test(wish.machine)) {
    return standsOnAws(wish, estate, catalog);
  }
  return wish.machine.startsWith("/subscriptions/")
    ? standsOnAzure(wish, estate, catalog)
    : standsOnVsphere(wish, catalog);
}
