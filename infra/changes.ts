import * as pulumi from "@pulumi/pulumi";
import type { Temporal } from "temporal-polyfill";
import { ChangeWatch, guardLosses, type Placement, Register } from "../components/index.js";
import { adoptionNotice } from "../components/service/adoption.js";
import { confirmationNotices, confirmedOf } from "../components/service/confirmation.js";
import {
  installedOf,
  type Loss,
  registerEntry,
  returningOf,
} from "../components/service/register.js";
import { retirementNotice, returnNotice } from "../components/service/retirement.js";
import type { Estate, ResolvedServer } from "../stacks/schema/model.js";
import { handOver } from "./handOver.js";

/** What stands between an estate's file and its servers. */
interface Changes {
  /** The place of a server with what guards its changes. */
  readonly guard: (server: ResolvedServer, placement: Placement) => Placement;
  /** Hooks of the server itself, which come before those of its place. */
  readonly hooksOf: (server: ResolvedServer) => pulumi.ResourceHookBinding;
  /** Whether nothing of the server is to be installed: neither for the first time, nor anew. */
  readonly isInstalled: (server: ResolvedServer) => boolean;
  /**
   * Ends the step of the register once these resources have been through it; a preview tells what
   * changes.
   */
  readonly reportAfter: (parts: readonly pulumi.Resource[]) => void;
}

/**
 * Watches the changes of an estate's servers. Resolves once nothing disappears from the estate
 * that may not; build nothing before.
 */
export async function watchChanges(estate: Estate, now: () => Temporal.Instant): Promise<Changes> {
  const confirmed = (server: string) => confirmedOf(estate.confirmations, server);
  const entries = estate.servers.map((server) => [
    server.name,
    registerEntry(server, confirmed(server.name)),
  ]);
  let returning: ReadonlySet<string> = new Set();
  let managed: ReadonlySet<string> = new Set(estate.servers.map(({ name }) => name));
  let installed = managed;
  const tell = (losses: readonly Loss[] = []) => handOver({ servers: watch.changes(), losses });
  const { asOf, approvals, maintenanceHours: leadHours, patchGroups } = estate;
  const watch = new ChangeWatch({ asOf, now, promise: { leadHours, approvals } }, tell);
  const register = new Register(
    estate.stack,
    { servers: Object.fromEntries(entries) },
    {
      hooks: guardLosses(estate.stack, confirmed, {
        started: () => {
          managed = new Set();
          installed = managed;
        },
        refused: tell,
        passed: (before, after) => {
          managed = new Set(Object.keys(before));
          installed = installedOf(before, after);
          returning = returningOf(before, after);
          watch.step(before, after);
        },
      }),
    },
  );
  await register.isRegistered;
  const watched = (server: ResolvedServer) => ({
    ...server,
    group: patchGroups[server.patchGroup]?.base ?? server.patchGroup,
  });
  return {
    isInstalled: ({ name, adopt }) => adopt !== undefined || installed.has(name),
    hooksOf: (server) => watch.hooksOfServer(watched(server)),
    guard: (server, placement) => ({
      ...placement,
      hooks: {
        ...placement.hooks,
        ...watch.hooksFor(watched(server)),
      },
      confirmed: confirmed(server.name),
      ...(server.adopt && { adopt: server.adopt }),
    }),
    reportAfter: (parts) => {
      pulumi.all(parts.map(({ urn }) => urn)).apply(async () => {
        register.isReached();
        if (pulumi.runtime.isDryRun()) {
          tell();
          await watch.report();
          await tellAdoptions(estate, managed);
          await tellRetirements(estate, returning);
          for (const notice of confirmationNotices(estate.confirmations)) {
            await pulumi.log.warn(notice);
          }
        }
      });
    },
  };
}

/** @param returning servers that were retired at the last `up` and are not any more */
async function tellRetirements({ servers }: Estate, returning: ReadonlySet<string>): Promise<void> {
  for (const { name, platform, retirement } of servers) {
    if (retirement !== undefined) {
      await pulumi.log.warn(retirementNotice(name, retirement));
    } else if (returning.has(name)) {
      await pulumi.log.warn(returnNotice(name, platform));
    }
  }
}

/** @param managed the servers that were there at the last `up` */
async function tellAdoptions({ servers }: Estate, managed: ReadonlySet<string>): Promise<void> {
  for (const { name } of servers.filter(({ adopt }) => adopt !== undefined)) {
    const notice = adoptionNotice(name, managed.has(name));
    await (managed.has(name) ? pulumi.log.warn(notice) : pulumi.log.info(notice));
  }
}
