import type { PatchProduct } from "../service/patchProducts.js";
import { releaseTag, tagKeys } from "../service/tags.js";
import { plannedReleases, releaseOf } from "../service/time/releases.js";
import type { Schedule } from "../service/time/schedule.js";
import { type AzureSystem, azureSystems, classifications } from "./azureProducts.js";
import { compileAzureConfigurations } from "./compile/azureConfiguration.js";
import { type AzureRelease, compileAzureReleases } from "./compile/azureReleases.js";
import { databasePackages } from "./databasePackages.js";
import { kept } from "./kept.js";

/** Servers on Azure that are patched together. */
export interface AzurePatchGroup {
  /** When they are patched. */
  readonly schedule: Schedule;
  /** The products of the images of its servers. */
  readonly products: readonly PatchProduct[];
  /**
   * Whether it follows a test ring: each opening takes only machines that were released for it.
   *
   * @default false
   */
  readonly held?: boolean;
}

/** The configurations of a group and what a person should know of them. */
export interface PlannedConfigurations {
  readonly configurations: readonly AzureRelease[];
  readonly warnings: readonly string[];
}

/**
 * The configurations of a group.
 *
 * @throws RangeError with every reason when Azure cannot keep the schedule; the schema of estates
 * refuses such a group at its line
 */
export function planConfigurations(
  { schedule, held = false }: AzurePatchGroup,
  asOf: string,
): PlannedConfigurations {
  const compile = held ? compileAzureReleases : compileAzureConfigurations;
  const { value, warnings } = kept(compile(schedule, { asOf }));
  return {
    configurations: value,
    warnings: held ? [...warnings, horizon(schedule, asOf)] : warnings,
  };
}

function horizon(schedule: Schedule, asOf: string): string {
  const last = plannedReleases(schedule, asOf).at(-1);
  return last === undefined
    ? "Azure has no opening of it."
    : `Azure has its openings until ${releaseOf(last, schedule)}; a later planning date adds more.`;
}

/** Which patches the servers of a group get: those of its systems' vendors, with a restart. */
export function planPatches(group: AzurePatchGroup) {
  const systems = systemsOf(group);
  const classificationsToInclude = [...classifications];
  return {
    rebootSetting: "IfRequired",
    ...(systems.includes("Linux") && {
      linuxParameters: {
        classificationsToInclude,
        packageNameMasksToExclude: [...databasePackages],
      },
    }),
    ...(systems.includes("Windows") && { windowsParameters: { classificationsToInclude } }),
  } as const;
}

/** Where the servers of a group stand. */
export interface AzureScope {
  readonly owner: string;
  readonly location: string;
  /** Name of their resource group. */
  readonly resourceGroup: string;
}

/**
 * Which machines of a subscription are the servers of a group.
 *
 * @param release what they have to be released for. @default nothing
 */
export function planFilter(
  name: string,
  group: AzurePatchGroup,
  { owner, location, resourceGroup }: AzureScope,
  release?: string,
) {
  return {
    resourceTypes: ["Microsoft.Compute/virtualMachines"],
    resourceGroups: [resourceGroup],
    locations: [location],
    osTypes: [...systemsOf(group)],
    tagSettings: {
      filterOperator: "All" as const,
      tags: {
        [tagKeys.owner]: [owner],
        [tagKeys.patchGroup]: [name],
        ...(release !== undefined && { [releaseTag]: [release] }),
      },
    },
  };
}

function systemsOf({ products }: AzurePatchGroup): readonly AzureSystem[] {
  return [...new Set(products.map((product) => azureSystems[product]))].sort();
}
