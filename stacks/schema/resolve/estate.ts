import { isRetired } from "../../../components/service/retirement.js";
import { awsTarget, azureTarget, customer, estate } from "../estate.js";
import { draftOf, entriesBelow, entriesOf } from "../inspect/draft.js";
import type { AwsTarget, AzureTarget, Estate, PatchGroup, ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { defaults } from "../server.js";
import { resolveAccess } from "./access.js";
import { resolveAccounts } from "./accounts.js";
import { checkApart } from "./apart.js";
import { checkAudits } from "./audits.js";
import { checkAzureLock } from "./azureLock.js";
import { azureNetworksOf } from "./azureNetworks.js";
import { checkBackupTimes } from "./backupTimes.js";
import type { CatalogDraft } from "./catalog.js";
import { checkRetiredConfirmations, resolveConfirmations } from "./confirmations.js";
import { checkLocations } from "./dataLocations.js";
import { complete, type Declared, lookUp } from "./declared.js";
import { resolveDestruction } from "./destruction.js";
import { resolveFirewalls } from "./firewall/estate.js";
import { checkFormerly } from "./formerly.js";
import type { Inheritable } from "./inherit.js";
import { resolveNeeds } from "./needs.js";
import { resolvePatchGroups } from "./patchGroups.js";
import { withRestores } from "./restores.js";
import { checkGroupName } from "./retirement.js";
import { checkRunningHours } from "./runningHours.js";
import { resolveServer } from "./server.js";
import { checkBackups } from "./serverBackups.js";
import { lookUpHours } from "./serverHours.js";
import { checkTaskWindows } from "./taskWindows.js";
import { applyTimes, resolveTimes } from "./times.js";
import { timingOf } from "./timing.js";
import { resolveVaultLocks } from "./vaultLocks.js";

const where = "the catalog";
const partialCustomer = customer.partial();
const partialDefaults = defaults.partial();
const partialAws = awsTarget.partial();
const partialAzure = azureTarget.partial();

/**
 * The estate in the words of the program. What does not fit together is reported; undefined when
 * anything is missing or faulty.
 */
export function resolveEstate(
  stack: string,
  raw: unknown,
  catalog: CatalogDraft,
  report: Report,
): Estate | undefined {
  const fields = entriesOf(raw);
  const asOf = estate.shape.asOf.safeParse(fields.get("asOf")).data;
  const owner = customer.safeParse(fields.get("customer")).data;
  const aws = fields.has("aws")
    ? { target: targetOf(fields.get("aws"), catalog, report) }
    : undefined;
  const azure = fields.has("azure") ? { target: azureTargetOf(fields.get("azure")) } : undefined;
  const { timing, leftovers } = timingOf(asOf, catalog.promises, report);
  checkGroupName(raw, report);
  const declared = resolvePatchGroups(fields.get("patchGroups"), catalog, report);
  const times = resolveTimes(raw, declared, timing);
  const { patchGroups } = times;
  const inherited = draftOf(defaults, partialDefaults, fields.get("defaults") ?? {});
  checkDefaults(inherited.value, patchGroups, catalog, report);
  const around = {
    customer: draftOf(customer, partialCustomer, fields.get("customer")),
    aws,
    azure,
    defaults: inherited,
    patchGroups,
    catalog,
    asOf,
    taken: new Map<string, string>(),
    assets: new Map<string, string>(),
  };
  const servers: ResolvedServer[] = [];
  let faulty = false;
  for (const [name, value] of entriesBelow(raw, "servers")) {
    const server = resolveServer(name, value, around, report);
    if (server === undefined) {
      faulty = true;
    } else {
      servers.push(server);
    }
  }
  checkFormerly(raw, report);
  if (!faulty) {
    checkApart(servers, catalog.hasCluster, report);
  }
  const { location } = azure?.target ?? {};
  const copies = { aws: catalog.aws?.backupCopies, azure: catalog.azure?.backupCopies, location };
  checkBackups(raw, servers, { ...copies, server: catalog.backupServer }, report);
  const stands = { region: aws?.target?.region, location };
  checkLocations(raw, servers, { ...stands, draft: catalog.locations }, report);
  const audited = { stack, target: aws?.target, copies: catalog.aws?.audited };
  checkAudits(raw, servers, audited, report);
  const vaultLocks = resolveVaultLocks(raw, catalog.backupClasses, timing);
  checkAzureLock(servers, vaultLocks, timing);
  const guarded = resolveFirewalls(raw, servers, catalog, report);
  const planned = applyTimes(raw, guarded, times, timing);
  checkBackupTimes(raw, planned.servers, planned.patchGroups, timing);
  const { emergencies } = times;
  const running = { ...planned, hours: catalog.runningHours, emergencies };
  checkRunningHours(raw, running, timing);
  const groups = complete(planned.patchGroups);
  const serving = servers.filter((server) => !isRetired(server));
  for (const [platform, serverTimeZone] of catalog.serverTimeZones) {
    if (!faulty && asOf !== undefined) {
      const clock = { asOf, platform, serverTimeZone };
      checkTaskWindows(patchGroups ?? new Map(), serving, clock, report);
    }
  }
  const windows = servers.filter(({ os }) => os === "windows").map(({ name }) => name);
  const needs = resolveNeeds(raw, report);
  const restored = faulty ? [] : withRestores(raw, planned.servers, timing);
  const access = resolveAccess(raw, catalog.administration, { asOf, windows }, report);
  const confirmed = resolveConfirmations(raw, asOf, report);
  const ending = resolveDestruction(raw, { stack, asOf, servers, confirmed }, report);
  checkRetiredConfirmations(confirmed, servers, report);
  const { baselines } = catalog;
  const azureNetworks = azureNetworksOf(catalog);
  const known = { customer: owner, baselines, asOf, azureNetworks };
  const accounts = resolveAccounts(raw, known, report);
  if (faulty || asOf === undefined || owner === undefined || groups === undefined) {
    return undefined;
  }
  return {
    stack,
    asOf,
    customer: owner,
    ...(aws?.target && { aws: aws.target }),
    ...(azure?.target && { azure: azure.target }),
    patchGroups: groups,
    confirmations: [...confirmed, ...ending],
    ...(access && { access }),
    approvals: times.approvals,
    vaultLocks,
    lead: catalog.promises.lead,
    maintenanceHours: catalog.promises.maintenanceHours,
    leftovers,
    servers: restored,
    needs,
    accounts,
  };
}

function targetOf(raw: unknown, catalog: CatalogDraft, report: Report): AwsTarget | undefined {
  const { value } = draftOf(awsTarget, partialAws, raw);
  const { account, region } = value;
  const offered = catalog.aws?.region;
  if (region !== undefined && offered !== undefined && region !== offered) {
    report({
      path: ["aws", "region"],
      at: "value",
      message: `"${region}" is not the region of the catalog's key, and no disk can be encrypted there`,
      allowed: offered,
      fix: `Write "${offered}".`,
    });
  }
  return account && region ? { account, region } : undefined;
}

function azureTargetOf(raw: unknown): AzureTarget | undefined {
  const { subscription, location } = draftOf(azureTarget, partialAzure, raw).value;
  return subscription && location ? { subscription, location } : undefined;
}

function checkDefaults(
  values: Inheritable,
  patchGroups: Declared<PatchGroup>,
  catalog: CatalogDraft,
  report: Report,
): void {
  const groups = { kind: "a patch group", where: "this estate" };
  const classes = { kind: "a backup class", where };
  lookUp(patchGroups, values.patchGroup, groups, ["defaults", "patchGroup"], report);
  lookUp(catalog.backupClasses, values.backupClass, classes, ["defaults", "backupClass"], report);
  lookUpHours(catalog.runningHours, values.runs, ["defaults", "runs"], report);
}
