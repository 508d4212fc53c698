import type { z } from "zod";
import type { AzureAccountEntry } from "../accountModel.js";
import type { azureAccount, azureBaseline } from "../azureAccount.js";
import { subscriptionOf } from "../fields/microsoft.js";
import type { Customer } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { checkHome, contactsOf } from "./accountHome.js";

/** What the catalog asks of subscriptions. */
export type AzureBaseline = z.output<typeof azureBaseline>;

interface Around {
  readonly customer: Customer;
  readonly baseline: AzureBaseline;
  readonly path: Path;
  readonly report: Report;
  /** Resource ids of the virtual networks of the catalog. */
  readonly azureNetworks: readonly string[];
}

/** A subscription of an estate with the defaults of the catalog; what does not fit is reported. */
export function azureEntry(
  name: string,
  entry: z.output<typeof azureAccount>,
  { customer, baseline, path, report, azureNetworks }: Around,
): AzureAccountEntry {
  const { homeLocation, keepLogsDays, emergency } = baseline;
  checkHome(homeLocation, entry.locations, [...path, "locations"], report);
  for (const [index, network] of entry.networks.entries()) {
    checkOwn(network, entry.account, [...path, "networks", String(index)], report);
  }
  const offered = azureNetworks.filter((id) => subscriptionOf(id) === entry.account);
  return {
    name,
    platform: "azure",
    locations: entry.locations ?? baseline.locations,
    networks: [...new Set([...offered, ...entry.networks])],
    exemptions: Object.entries(entry.exemptions).map(([control, one]) => ({ control, ...one })),
    description: {
      account: entry.account,
      homeLocation,
      owner: entry.owner ?? customer.owner,
      costCenter: entry.costCenter ?? customer.costCenter,
      dataLevel: entry.dataLevel,
      contacts: contactsOf(entry.contacts, baseline.contacts),
      budget: entry.budget ?? baseline.budget,
      ...(emergency && { emergency }),
      serviceAccounts: Object.entries(entry.serviceAccounts).map(([of, one]) => ({
        name: of,
        ...one,
      })),
      keepLogsDays,
    },
  };
}

function checkOwn(network: string, account: string, path: Path, report: Report): void {
  if (subscriptionOf(network) !== account) {
    report({
      path,
      at: "value",
      message: `the network lies in the subscription ${subscriptionOf(network)}`,
      allowed: `a network of ${account}`,
      fix: "Name it below the entry of its own subscription.",
    });
  }
}
