import { Command } from "commander";
import { leftOut } from "../../components/service/account/controls.js";
import { additionsOf } from "../../components/service/account/counts.js";
import { ledgerOf } from "../../components/service/account/ledger.js";
import { readEstate } from "../../stacks/schema/read.js";
import { tablesOf } from "./tables.js";
import { siteStack, tenantControls } from "./tenant.js";

interface Options {
  readonly json: boolean;
  readonly stacks: string;
}

/** `comanaged controls <stack>`: what meets every control in the accounts of an estate. */
export function controlsCommand(): Command {
  return new Command("controls")
    .description(
      "tell what meets every control in the accounts of an estate, or in the tenant of the site",
    )
    .argument("<stack>", "name of the stack")
    .option("--json", "print JSON", false)
    .option("--stacks <folder>", "folder of the catalog and the estates", "stacks")
    .action((stack: string, { json, stacks }: Options) => {
      if (stack === siteStack) {
        process.stdout.write(tenantControls(stacks, json));
        return;
      }
      const { estate } = readEstate(stacks, stack);
      const accounts = estate.accounts.map(({ name, description, regions, exemptions }) => ({
        ...{ name, account: description.account },
        controls: ledgerOf(exemptions),
        // Where all regions are taken, only the account can tell how many are on.
        ...(regions && { adds: additionsOf(description, regions) }),
      }));
      const told = { accounts, leftOut };
      process.stdout.write(
        json ? `${JSON.stringify(told, undefined, 2)}\n` : `${tablesOf(told)}\n`,
      );
    });
}
