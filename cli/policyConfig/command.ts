import { Command } from "commander";
import { exceptionRule } from "../../policies/framework/exceptions/rule.js";
import { pack } from "../../policies/packs/all.pack.js";
import { type EstateExceptions, readExceptions } from "../../stacks/schema/readExceptions.js";

/** `comanaged policy-config`: what `--policy-pack-config` takes, from the files of an estate. */
export function policyConfigCommand(): Command {
  return new Command("policy-config")
    .description("print the configuration that hands an estate's exceptions to the policy packs")
    .argument("<stack>", "the stack, such as chemistry")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .action((stack: string, { stacks }: { readonly stacks: string }) => {
      console.log(JSON.stringify(policyConfig(exceptionsOf(stacks, stack)), null, 2));
    });
}

/** The configuration of a pack that hands it exceptions. */
export function policyConfig(exceptions: EstateExceptions): Readonly<Record<string, unknown>> {
  return { [exceptionRule.id]: exceptions };
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
