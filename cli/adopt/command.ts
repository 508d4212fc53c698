import { resolve } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { Command } from "commander";
import { idempotencyKeyIn } from "../../components/recovery/idempotencyKey.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import { readEstate } from "../../stacks/schema/read.js";
import { ensureEngine } from "../engine/engine.js";
import { type HostAccess, ownAccess } from "../guests/hypervHost.js";
import { ask, stackToAsk } from "../stack/ask.js";
import type { PulumiRun } from "../stack/pulumi.js";
import { RunFailure } from "../stack/run.js";
import { standsOnAws } from "./aws.js";
import { standsOnAzure } from "./azure.js";
import { entryText } from "./entry.js";
import { onHypervHost, standsOnHyperv } from "./hyperv.js";
import { standsOnHardware } from "./physical.js";
import type { Standing, Wish } from "./standing.js";
import { standsOnVsphere } from "./vsphere.js";

interface Options {
  readonly machine: string;
  readonly service: string;
  readonly image?: string;
  readonly address?: string;
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
      "managed object id, UUID or path in vCenter, instance id, Azure resource id, " +
        "Hyper-V host and the machine's name or GUID (hv-1/db-1), or asset tag",
    )
    .requiredOption("--service <name>", "the customer's service that runs on it")
    .option("--image <name>", "the image in the catalog, when it cannot be told")
    .option("--address <ip>", "the address of a physical machine, which no BMC tells")
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
 * @param access how Hyper-V hosts are reached; by default with the caller's SSH agent
 * @throws RunFailure when the machine is not there or does not fit the catalog
 */
export async function adopt(
  run: PulumiRun,
  { stack: stackName, server, service, stacks, ...wish }: Adoptee,
  access?: HostAccess,
): Promise<string> {
  const { estate, catalog } = readEstate(resolve(run.workDir, stacks), stackName);
  const asked = await stackToAsk(run, stackName);
  const onHost = onHypervHost(wish.machine, catalog);
  if (onHost !== undefined) {
    const key = idempotencyKeyIn(asked.projectName, stackName, server);
    const way = access ?? ownAccess(catalog.platforms.hyperv);
    const stands = standsOnHyperv(onHost, { ...wish, key }, catalog, way);
    return entryText(server, service, await stands.catch(failedFor));
  }
  return entryText(server, service, await ask(asked, () => standing(wish, estate, catalog)));
}

/** What the engine would have told of a mistake, where it is not asked. */
function failedFor(failure: unknown): never {
  throw failure instanceof RunError ? new RunFailure(failure.message) : failure;
}

function standing(wish: Wish, estate: Estate, catalog: Catalog): Promise<Standing> {
  if (/^i-[0-9a-f]+$/.test(wish.machine)) {
    return standsOnAws(wish, estate, catalog);
  }
  const asset = catalog.platforms.physical?.assets[wish.machine];
  if (asset !== undefined) {
    return standsOnHardware(wish, estate, asset, catalog);
  }
  return wish.machine.startsWith("/subscriptions/")
    ? standsOnAzure(wish, estate, catalog)
    : standsOnVsphere(wish, catalog);
}
