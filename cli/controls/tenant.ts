import { type LedgerLine, ledgerOf } from "../../components/service/account/ledger.js";
import { mcsbControls, tenantLeftOut } from "../../components/service/tenant/mcsbControls.js";
import { readSite } from "../../stacks/schema/read.js";
import { withoutOf } from "../../stacks/schema/tenant.js";
import { ledgerTable } from "./tables.js";

/** The stack of what exists once for all customers. */
export const siteStack = "site";

/** What meets every control of the benchmark in the tenant of the site, as text to print. */
export function tenantControls(stacks: string, json: boolean): string {
  const { azure } = readSite(stacks);
  if (azure?.limits === undefined) {
    return "The site has no tenant under the baseline.\n";
  }
  const told = {
    tenant: azure.tenant,
    controls: ledgerOf(mcsbControls, withoutOf(azure.limits)),
    leftOut: tenantLeftOut,
  };
  return `${json ? JSON.stringify(told, undefined, 2) : tableOf(told)}\n`;
}

function tableOf({ tenant, controls, leftOut }: Told): string {
  return [
    `${tenant}: Microsoft cloud security benchmark v1`,
    ledgerTable(controls),
    "What the tenant does without",
    ...Object.entries(leftOut).map(([token, why]) => `  ${token}: ${why}`),
  ].join("\n");
}

interface Told {
  readonly tenant: string;
  readonly controls: readonly LedgerLine[];
  readonly leftOut: Readonly<Record<string, string>>;
}
