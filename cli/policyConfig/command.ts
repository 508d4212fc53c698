import { Command } from "commander";
import { exceptionRule } from "../../policies/framework/exceptions/rule.js";
import { pack } from "../../policies/packs/all.pack.js";
import { readExceptions } from "../../stacks/schema/readExceptions.js";

/** `comanaged policy-config`: what `--policy-pack-config` takes, from the files of an estate. */
export function policyConfigCommand(): Command {
  return new Command("policy-config")
    .description("print the configuration that hands an estate's exceptions to the policy packs")
    .argument("<stack>", "the stack, such as chemistry")
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .action((stack: string, { stacks }: { readonly stacks: string }) => {
      console.log(JSON.stringify(policyConfig(stacks, stack), null, 2));
    });
}

/** The configuration of a pack for a stack: its planning date, approvers and exceptions. */
export function policyConfig(folder: string, stack: string): Readonly<Record<string, unknown>> {
  const rules = [...pack.rules, ...pack.stackRules.map(({ rule }) => rule)].map(({ id }) => id);
  return { [exceptionRule.id]: readExceptions(folder, stack, [...new Set(rules)]) };
}
