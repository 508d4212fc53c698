import { Command } from "commander";
import { allowedPlaces } from "../../components/service/backup/dataLocations.js";
import { rawCopies } from "../../policies/backup/rawCopies.js";
import { exceptionRule } from "../../policies/framework/exceptions/rule.js";
import { pack } from "../../policies/packs/all.pack.js";
import type { Catalog } from "../../stacks/schema/model.js";
import { readCatalog } from "../../stacks/schema/read.js";
import { type EstateExceptions, readExceptions } from "../../stacks/schema/readExceptions.js";
import { siteStack } from "../gate/touched.js";

/** `comanaged policy-config`: what `--policy-pack-config` takes, from the files of an estate. */
export function policyConfigCommand(): Command {
  return new Command("policy-config")
    .description("print what the policy packs are told: the exceptions, and where data may lie")
    .argument("<stack>", "the stack, such as chemistry")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .action((stack: string, { stacks }: { readonly stacks: string }) => {
      const exceptions = stack === siteStack ? undefined : exceptionsOf(stacks, stack);
      console.log(JSON.stringify(policyConfig(exceptions, readCatalog(stacks)), null, 2));
    });
}

/** What rules are told, by their ids. */
export type PackSettings = Readonly<Record<string, object>>;

/**
 * The configuration of a pack: the exceptions of an estate, of which the site has none, and where
 * the catalog lets data lie.
 */
export function policyConfig(
  exceptions: EstateExceptions | undefined,
  { dataLocations }: Pick<Catalog, "dataLocations">,
): PackSettings {
  return {
    ...(exceptions && { [exceptionRule.id]: exceptions }),
    ...(dataLocations && { [rawCopies.id]: { places: allowedPlaces(dataLocations) } }),
  };
}

/**
 * The exceptions of an estate, its planning date and the approvers of the catalog.
 *
 * @throws InputError with every problem of the files
 */
export function exceptionsOf(folder: string, stack: string): EstateExceptions {
  const rules = [...pack.rules, ...pack.stackRules.map(({ rule }) => rule)].map(({ id }) => id);
  return readExceptions(folder, stack, [...new Set(rules)]);
}
