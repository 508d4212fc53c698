import type { Output, ProviderResource, Resource } from "@pulumi/pulumi";
import { Temporal } from "temporal-polyfill";
import { createManagedProfile } from "../components/patching/awsManagement.js";
import { backUpOnAws } from "../infra/awsBackups.js";
import { patchOnAws } from "../infra/awsPatching.js";
import { watchChanges } from "../infra/changes.js";
import { backUpOnPremises } from "../infra/serverBackups.js";
import { announceWindows } from "../infra/times.js";
import { readEstate } from "../stacks/schema/read.js";

/** Where the plain program puts what an estate has once. */
export interface Once {
  readonly folder: string;
  readonly stack: string;
  /** The landing on AWS. */
  readonly parent: Resource;
  readonly provider: ProviderResource;
}

/**
 * Registers for the plain program what every estate has once, whatever the number of its servers:
 * the register, the announcements, the patching, the backups and the profile of its instances. The
 * comparison is about servers.
 */
export async function registerRest({ folder, stack, provider }: Once): Promise<void> {
  const { estate, catalog } = readEstate(folder, stack);
  patchOnAws(estate, { hooks: {}, provider });
  await backUpOnAws(estate, catalog.platforms.aws ?? { backupCopies: {} }, { hooks: {}, provider });
  const start = Temporal.Instant.from(`${estate.asOf}T00:00:00Z`);
  const { reportAfter } = await watchChanges(estate, () => start);
  reportAfter([]);
  await announceWindows(estate);
}

/** Backs up the servers on vSphere: the ids of their machines by name. */
export function backUpOnVsphere(
  folder: string,
  stack: string,
  objectIds: ReadonlyMap<string, Output<string>>,
): void {
  const { estate, catalog } = readEstate(folder, stack);
  backUpOnPremises(estate, catalog, objectIds);
}

/** The profile of the estate's instances. */
export function profileOf({ stack, parent, provider }: Once): Output<string> {
  return createManagedProfile(stack, { parent, provider });
}
