import { Command } from "commander";
import { azureControls } from "../../components/service/account/azure/controls.js";
import { azureLeftOut } from "../../components/service/account/azure/leftOut.js";
import { cisControls, leftOut } from "../../components/service/account/controls.js";
import { additionsOf } from "../../components/service/account/counts.js";
import { ledgerOf } from "../../components/service/account/ledger.js";
import type { AccountEntry } from "../../stacks/schema/model.js";
import { readEstate } from "../../stacks/schema/read.js";
import { type ToldAccount, tablesOf } from "./tables.js";
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
      const has = (platform: AccountEntry["platform"]) =>
        estate.accounts.some((one) => one.platform === platform);
      const told = {
        accounts: estate.accounts.map(toldOf),
        leftOut: { ...(has("aws") && leftOut), ...(has("azure") && azureLeftOut) },
      };
      process.stdout.write(
        json ? `${JSON.stringify(told, undefined, 2)}\n` : `${tablesOf(told)}\n`,
      );
    });
}

function toldOf(entry: AccountEntry): ToldAccount {
  const { name, description, exemptions } = entry;
  const { account } = description;
  if (entry.platform === "azure") {
    // Where networks lie, and so how much is recorded of them, only the subscription can tell.
    const controls = ledgerOf(azureControls, exemptions);
    return { name, account, standard: "CIS Azure Foundations v5.0", controls };
  }
  const { regions } = entry;
  return {
    ...{ name, account, standard: "CIS AWS Foundations v5.0" },
    controls: ledgerOf(cisControls, exemptions),
    // Where all regions are taken, only the account can tell how many are on.
    ...(regions && { adds: additionsOf(entry.description, regions) }),
  };
}
