import type { Output, Resource } from "@pulumi/pulumi";
import type { Temporal } from "temporal-polyfill";
import { managedNames, Server } from "../components/index.js";
import { computed } from "../components/service/backup/rpo.js";
import { formatDuration } from "../components/service/duration.js";
import { platformNames } from "../components/service/platform.js";
import { broughtBackTo } from "../components/service/restore.js";
import { isRetired } from "../components/service/retirement.js";
import { ruledYears } from "../components/service/time/touchedHours.js";
import type { Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import type { Finding } from "../stacks/schema/report/finding.js";
import { type Kept, keepAccess, type TakenAccess, takeAccess } from "./access.js";
import { buildAccounts } from "./accounts.js";
import { awsProviders } from "./awsProvider.js";
import { azureProviders } from "./azureProvider.js";
import { watchChanges } from "./changes.js";
import { restoreFiles } from "./fileRestores.js";
import { prepareGrounds } from "./grounds.js";
import { inRecoveryOrder, waitsFor } from "./recoveryOrder.js";
import { findObjections, restoreInPlace } from "./restoresInPlace.js";
import { backUpOnPremises } from "./serverBackups.js";
import { showDisks } from "./shownDisks.js";
import { startCommands } from "./startCommands.js";
import { announceWindows, mutesOf, windowFacts } from "./times.js";

/** An estate and the catalog that it refers to. */
interface Offered {
  readonly estate: Estate;
  readonly catalog: Catalog;
  /** Waits until the engine has room for more. */
  readonly room: () => Promise<void>;
  /** What a platform finds wrong with the estate, at its lines. */
  readonly refusalOf: (findings: readonly Finding[]) => Error;
}

/** The outputs of an estate's stack. */
type Outputs = Readonly<Record<string, unknown>>;

/** Builds everything of one customer and gives the outputs of the stack. */
export async function buildEstate(
  { estate, catalog, room, refusalOf }: Offered,
  now: () => Temporal.Instant,
): Promise<Outputs> {
  const objections = await findObjections(estate, catalog);
  if (objections.length > 0) {
    throw refusalOf(objections);
  }
  const managed = estate.accounts.length > 0 ? await managedNames() : new Set<string>();
  if (estate.servers.some(({ platform }) => platform === "vsphere")) {
    await startCommands();
  }
  const changes = await watchChanges(estate, now);
  await announceWindows(estate);
  const providers = { aws: awsProviders(), azure: azureProviders() };
  const { isInstalled } = changes;
  const grounds = await prepareGrounds(estate, catalog, providers, isInstalled);
  const { placeOf, settle, keepApart } = grounds;
  const accounts = await buildAccounts(estate, { providers, managed });
  const account = accounts.onAws.get(estate.aws?.account ?? "");
  grounds.auditBackups(account ? [account] : []);
  const servers: Record<string, unknown> = {};
  const access: Record<string, unknown> = {};
  const doors: Record<string, unknown> = {};
  const parts: Resource[] = [];
  const machineIds = new Map<string, Output<string>>();
  const objectIds = new Map<string, Output<string>>();
  const windows = new Map(
    Object.values(estate.patchGroups).map((group) => [group.name, windowFacts(group, estate.asOf)]),
  );
  const done = new Map<string, Server>();
  for (const server of inRecoveryOrder(estate)) {
    await room();
    const after = [
      ...waitsFor(server, estate).flatMap((name) => done.get(name) ?? []),
      ...restoreInPlace(server, estate, catalog),
    ];
    const place = placeOf(server, after);
    const placement = changes.guard(server, after.length > 0 ? { ...place, after } : place);
    const kept = keptOf(server, estate, catalog);
    const taken: TakenAccess[] = [];
    const before = (self: Server) => {
      taken.push(...(kept ? [takeAccess(self, kept, placement.hooks)] : []));
      return taken.flatMap((one) => one.parts);
    };
    const built = new Server(
      server.name,
      { ...describe(server), placement, ...(isRetired(server) && { before }) },
      {
        aliases: (server.formerly ?? []).map((name) => ({ name })),
        hooks: changes.hooksOf(server),
      },
    );
    settle(server.name, built.parts);
    done.set(server.name, built);
    restoreFiles(server, estate, catalog, built);
    const shownDisks = showDisks(server, estate, catalog, built);
    servers[server.name] = {
      ...facts(server),
      ...windows.get(server.patchGroup),
      address: built.address,
      ...(built.diskFiles && { diskFiles: built.diskFiles }),
      ...(shownDisks && { shownDisks }),
    };
    machineIds.set(server.name, built.machineId);
    if (built.managedObjectId !== undefined) {
      objectIds.set(server.name, built.managedObjectId);
    }
    const guest = taken[0] ?? (kept && keepAccess(built, kept, placement.hooks));
    parts.push(...built.parts, ...(guest?.parts ?? []));
    if (guest !== undefined) {
      access[server.name] = guest.grants;
      Object.assign(doors, "door" in guest && { [server.name]: guest.door });
    }
  }
  keepApart((server) => machineIds.get(server) ?? "");
  backUpOnPremises(estate, catalog, objectIds);
  changes.reportAfter(parts);
  return {
    ...{ customer: estate.customer.name, servers, access, doors, muteAlarms: mutesOf(estate) },
    ...(estate.accounts.length > 0 && { accounts: accounts.told }),
  };
}

/** How a server is reached and who gets in; undefined where that is not kept, or not yet. */
function keptOf(server: ResolvedServer, estate: Estate, catalog: Catalog): Kept | undefined {
  const { access } = estate;
  return access === undefined || server.adopt !== undefined
    ? undefined
    : { server, estate, catalog, access };
}

/** The description of a server without what the estate's schema knows of it besides. */
export function describe(server: ResolvedServer) {
  const { owner, service, environment, costCenter, dataLevel, patchGroup, backupClass } = server;
  const { cpus, memoryGiB, dynamicMemory, disks, generation, tpm, runs, firewall } = server;
  const { snapshots, replica } = server;
  const taken = broughtBackTo(server);
  return {
    ...{ owner, service, environment, costCenter, dataLevel, patchGroup, backupClass },
    ...{ cpus, memoryGiB, disks },
    ...(dynamicMemory !== undefined && { dynamicMemory }),
    ...(tpm !== undefined && { tpm }),
    ...(runs !== undefined && { runs }),
    ...(firewall && { firewall }),
    ...(snapshots !== undefined && { snapshots }),
    ...(replica !== undefined && { replica }),
    ...(generation !== undefined && { generation }),
    ...(taken !== undefined && { broughtBackTo: taken }),
    ...(isRetired(server) && { retired: true }),
  };
}

/** The most work that a restore loses. How long one takes no update knows: restores prove it. */
function recoveryOf({ backup }: ResolvedServer) {
  const { promisedRtoMinutes } = backup;
  return {
    ...{ rpo: formatDuration(computed(backup, ruledYears).rpoMinutes), rto: "undetermined" },
    ...(promisedRtoMinutes !== undefined && { promisedRto: formatDuration(promisedRtoMinutes) }),
  };
}

/** What the outputs tell of a server: where it runs, its group and how it is backed up. */
function facts(server: ResolvedServer) {
  const { platform, service, environment, dataLevel, patchGroup, backupClass } = server;
  const { snapshots, retirement } = server;
  const described = { service, environment, dataLevel, patchGroup, backupClass };
  return {
    ...{ ...described, runsOn: platformNames[platform], ...recoveryOf(server) },
    ...(snapshots && { snapshots }),
    ...(retirement && { retirement }),
  };
}
