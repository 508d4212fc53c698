import type { PatchProduct } from "../service/patchProducts.js";
import { tagKeys } from "../service/tags.js";
import type { Schedule } from "../service/time/schedule.js";
import { type AzureSystem, azureSystems, classifications } from "./azureProducts.js";
import { type AzureMaintenance, compileAzureConfigurations } from "./compile/azureConfiguration.js";
import { databasePackages } from "./databasePackages.js";
import { kept } from "./kept.js";

/** Servers on Azure that are patched together. */
export interface AzurePatchGroup {
  /** When they are patched. */
  readonly schedule: Schedule;
  /** The products of the images of its servers. */
  readonly products: readonly PatchProduct[];
}

/** The configurations of a group and what a person should know of them. */
export interface PlannedConfigurations {
  readonly configurations: readonly AzureMaintenance[];
  readonly warnings: readonly string[];
}

/**
 * The configurations of a group.
 *
 * @throws RangeError with every reason when Azure cannot keep the schedule; the schema of estates
 * refuses such a group at its line
 */
export function planConfigurations(
  { schedule }: AzurePatchGroup,
  asOf: string,
): PlannedConfigurations {
  const { value, warnings } = kept(compileAzureConfigurations(schedule, { asOf }));
  return { configurations: value, warnings };
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

/** Which machines of a subscription are the servers of a group. */
export function planFilter(
  name: string,
  group: AzurePatchGroup,
  { owner, location, resourceGroup }: AzureScope,
) {
  return {
    resourceTypes: ["Microsoft.Compute/virtualMachines"],
    resourceGroups: [resourceGroup],
    locations: [location],
    osTypes: [...systemsOf(group)],
    tagSettings: {
      filterOperator: "All" as const,
      tags: { [tagKeys.owner]: [owner], [tagKeys.patchGroup]: [name] },
    },
  };
}

function systemsOf({ products }: AzurePatchGroup): readonly AzureSystem[] {
  return [...new Set(products.map((product) => azureSystems[product]))].sort();
}
