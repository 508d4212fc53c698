import * as resources from "@pulumi/azure-native/resources";
import type { Input, Resource } from "@pulumi/pulumi";
import { scriptSettings, settings } from "../backup/azureRestore.js";
import { swapIn } from "../backup/azureRestoreScripts.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { systemDisk } from "../service/server.js";
import { idempotencyTag } from "../service/tags.js";
import type { AzureBuild } from "./azureBuild.js";
import type { AzureBirth } from "./placement.js";
import { azureDiskName, type PlannedDisk } from "./server.plan.js";

const noBirth: AzureBirth = { disks: {}, yielding: [] };

/** What starts from backups at a place; nothing where it says nothing. */
export function birthAt({ placement }: AzureBuild): AzureBirth {
  return placement.birth ?? noBirth;
}

/**
 * Puts a restored system disk into a machine that was born from its image: one that is born from a
 * disk would have no administrator and no settings for patches.
 */
export function swapSystemDisk(
  build: AzureBuild,
  { sizeGiB, tier }: PlannedDisk,
  { machine, generation = 1 }: { readonly machine: Resource; readonly generation?: number },
): resources.AzureCliScript[] {
  const { name, placement, child } = build;
  const { system } = birthAt(build);
  if (system === undefined) {
    return [];
  }
  const { location, diskEncryptionSetId, diskTypes } = placement;
  const values: Record<string, Input<string>> = {
    ...{ GROUP: placement.resourceGroupName, MACHINE: name, LOCATION: location },
    ...{ DISK: azureDiskName(name, systemDisk), SOURCE: system.source, POINT: system.point },
    ...{ SIZE: `${sizeGiB}`, SKU: diskTypes[tier].type, KEY: diskEncryptionSetId },
  };
  const script = new resources.AzureCliScript(
    `${name}-restored-system-${generation}`,
    {
      ...{ resourceGroupName: system.resourceGroupName, scriptName: `swap-in-${name}`, location },
      ...scriptSettings(system.identityId),
      scriptContent: swapIn,
      environmentVariables: settings(values),
      tags: { [idempotencyTag]: idempotencyKey(name, "restored-system") },
    },
    {
      ...{ ...child, dependsOn: [...(placement.after ?? []), machine] },
      // What is done is not done again when the disk grows, or the script changes.
      ignoreChanges: ["environmentVariables", "scriptContent"],
    },
  );
  return [script];
}
