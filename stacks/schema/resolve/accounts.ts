import type { z } from "zod";
import { requiredStandards, type Standard } from "../../../components/service/account/standards.js";
import { account, awsBaseline } from "../account.js";
import type { AwsAccountEntry } from "../accountModel.js";
import { azureBaseline } from "../azureAccount.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { AccountEntry, Customer } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { checkHome, contactsOf } from "./accountHome.js";
import { type AzureBaseline, azureEntry } from "./azureAccounts.js";

type Baseline = z.output<typeof awsBaseline>;
type Entry = z.output<typeof account>;
type AwsEntry = Extract<Entry, { readonly platform: "aws" }>;

/** What is known of the catalog's baselines. */
export interface BaselineDraft {
  /** The platforms for which a catalog that can be read has none. */
  readonly missing: readonly Entry["platform"][];
  readonly aws: Baseline | undefined;
  readonly azure: AzureBaseline | undefined;
}

/** How the platforms of accounts are called. */
const platforms = { aws: "AWS", azure: "Azure" } as const;

/** The valid baselines of a raw catalog; what only a comparison shows is reported. */
export function draftBaselines(raw: unknown, report: Report): BaselineDraft {
  const given = entriesBelow(raw, "accounts");
  const aws = awsBaseline.safeParse(given.get("aws")).data;
  if (aws !== undefined) {
    checkHome(aws.homeRegion, aws.regions, ["accounts", "aws", "regions"], report);
    checkStandards(aws.standards, ["accounts", "aws", "standards"], report);
  }
  const azure = azureBaseline.safeParse(given.get("azure")).data;
  if (azure !== undefined) {
    checkHome(azure.homeLocation, azure.locations, ["accounts", "azure", "locations"], report);
  }
  const known = entriesOf(raw).size > 0;
  const missing = (["aws", "azure"] as const).filter((platform) => known && !given.has(platform));
  return { missing, aws, azure };
}

function checkStandards(given: readonly Standard[], path: Path, report: Report): void {
  for (const standard of requiredStandards.filter((one) => !given.includes(one))) {
    report({
      path,
      at: "value",
      message: `${standard} is left out`,
      allowed: `a list with ${requiredStandards.join(" and ")}`,
      fix: `Add ${standard}.`,
    });
  }
}

/** What the accounts of an estate are judged by. */
interface Known {
  readonly customer: Customer | undefined;
  readonly baselines: BaselineDraft;
  readonly asOf: string | undefined;
  /** Resource ids of the virtual networks of the catalog. */
  readonly azureNetworks: readonly string[];
}

/** The accounts of an estate; what does not fit together is reported. */
export function resolveAccounts(
  raw: unknown,
  { customer, baselines, asOf, azureNetworks }: Known,
  report: Report,
): AccountEntry[] {
  const taken = new Map<string, string>();
  return [...entriesBelow(raw, "accounts")].flatMap(([name, value]): AccountEntry[] => {
    const path = ["accounts", name];
    const { data } = account.safeParse(value);
    checkTwin(name, data, { path, taken }, report);
    checkExemptions(data, asOf, path, report);
    if (data === undefined) {
      return [];
    }
    if (baselines.missing.includes(data.platform)) {
      reportNoBaseline(data.platform, path, report);
    }
    if (customer === undefined) {
      return [];
    }
    if (data.platform === "aws") {
      const { aws: baseline } = baselines;
      return baseline ? [awsEntry(name, data, { customer, baseline, path, report })] : [];
    }
    const { azure: baseline } = baselines;
    const around = { customer, path, report, azureNetworks };
    return baseline ? [azureEntry(name, data, { ...around, baseline })] : [];
  });
}

function checkTwin(
  name: string,
  data: Entry | undefined,
  { path, taken }: { path: Path; taken: Map<string, string> },
  report: Report,
): void {
  const twin = data && taken.get(data.account);
  if (data === undefined) {
    return;
  }
  if (twin !== undefined) {
    report({
      path: [...path, "account"],
      at: "value",
      message: `${quote(data.account)} is the account of ${twin} already, and an account has one baseline`,
      allowed: "an account of its own",
      fix: `Correct the number, or remove ${name}.`,
    });
  }
  taken.set(data.account, name);
}

function checkExemptions(
  data: Entry | undefined,
  asOf: string | undefined,
  path: Path,
  report: Report,
): void {
  for (const [control, { until }] of Object.entries(data?.exemptions ?? {})) {
    if (asOf !== undefined && until < asOf) {
      report({
        path: [...path, "exemptions", control, "until"],
        at: "value",
        message: `the exemption ended on ${until}, and the planning date is ${asOf}`,
        allowed: "a day that is not past",
        fix: "Meet the control and remove the exemption, or decide anew.",
      });
    }
  }
}

function reportNoBaseline(platform: Entry["platform"], path: Path, report: Report): void {
  report({
    path,
    at: "key",
    message: `the catalog does not say what is asked of ${platforms[platform]} accounts`,
    allowed: "an account of a platform for which the catalog has a baseline",
    fix: `Add accounts.${platform} to the catalog.`,
  });
}

interface Around {
  readonly customer: Customer;
  readonly baseline: Baseline;
  readonly path: Path;
  readonly report: Report;
}

function awsEntry(name: string, entry: AwsEntry, around: Around): AwsAccountEntry {
  const { customer, baseline, path, report } = around;
  const regions = entry.regions ?? baseline.regions;
  const { homeRegion, deployRole, keepLogsDays } = baseline;
  checkHome(homeRegion, entry.regions, [...path, "regions"], report);
  return {
    name,
    platform: "aws",
    ...(regions !== undefined && { regions }),
    exemptions: Object.entries(entry.exemptions).map(([control, one]) => ({ control, ...one })),
    ...(entry.anomalyMonitor !== undefined && { anomalyMonitor: entry.anomalyMonitor }),
    description: {
      account: entry.account,
      ...{ homeRegion, deployRole },
      owner: entry.owner ?? customer.owner,
      costCenter: entry.costCenter ?? customer.costCenter,
      dataLevel: entry.dataLevel,
      contacts: contactsOf(entry.contacts, baseline.contacts),
      budget: entry.budget ?? baseline.budget,
      standards: [...new Set([...baseline.standards, ...entry.standards])],
      keepLogsDays,
      ...(baseline.federation && { federation: baseline.federation }),
      serviceAccounts: Object.entries(entry.serviceAccounts).map(([of, one]) => ({
        name: of,
        ...one,
      })),
    },
  };
}
