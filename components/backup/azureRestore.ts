import { createHash } from "node:crypto";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { AzurePlace } from "../server/azureBirth.plan.js";
import type { AzurePoint } from "../service/backup/azurePoint.js";
import { boundedName } from "../service/boundedName.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";
import { bringOut } from "./azureRestoreScripts.js";

/** Which disks of which recovery point are brought out, and to where. */
export interface AzureRestoreArgs {
  /** Name of the estate. */
  readonly estate: string;
  /** The customer's short name. */
  readonly owner: string;
  /** For what it is, such as `lims-db-1` or `lims-db-1-data`. */
  readonly heir: string;
  readonly point: AzurePoint;
  /** When the backup was taken, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly taken: string;
  readonly places: readonly AzurePlace[];
  /** Location of the servers. */
  readonly location: string;
  /** Whether the vault lies in the other location of the pair, which may be lost. */
  readonly isAcross: boolean;
  /** Resource id of the identity with which Azure runs the script. */
  readonly identityId: string;
  /** Resource id of the disk encryption set. */
  readonly diskEncryptionSetId: pulumi.Input<string>;
  /** Hooks that guard creates; see `components/recovery/guard.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
}

const disks = z.record(z.string(), z.string());

/**
 * Disks that Azure Backup restores from a recovery point, in a resource group of their own that goes
 * with everything in it once nothing is restored any more. Servers take copies of them.
 *
 * A restore is an action and no resource, so that a script does it which Azure runs and keeps: a run
 * that breaks off meanwhile does not end it.
 *
 * @example
 * const restore = new AzureRestore("chemistry-restore-lims-db-1-4711", {
 *   ...{ estate: "chemistry", owner: "chemistry", heir: "lims-db-1", point, taken },
 *   places: ["system", 7],
 *   ...{ location, isAcross: false, identityId, diskEncryptionSetId },
 * });
 * restore.diskAt("system");
 */
export class AzureRestore extends pulumi.ComponentResource {
  /** The resource group of the disks. */
  readonly resourceGroupName: pulumi.Output<string>;
  private readonly heir: string;
  private readonly restored: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: AzureRestoreArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hooks, ...described } = args;
    super("comanaged:backup:AzureRestore", name, described, opts);
    const child = { parent: this, ...(hooks && { hooks }) };
    const { location, owner, point } = args;
    const tags = (role: string) => ({
      [tagKeys.owner]: owner,
      [idempotencyTag]: idempotencyKey(name, role),
    });
    const group = new resources.ResourceGroup(
      `${name}-group`,
      { resourceGroupName: restoreGroupName(args), location, tags: tags("group") },
      child,
    );
    // Azure Backup wants one for what it knows of the machine; no data of disks comes into it.
    const store = new storage.StorageAccount(
      `${name}-storage`,
      {
        ...{ resourceGroupName: group.name, accountName: storageName(args), location },
        ...{ kind: "StorageV2", sku: { name: "Standard_LRS" } },
        ...{ enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
        ...{ allowBlobPublicAccess: false, allowCrossTenantReplication: false },
        networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices" },
        tags: tags("storage"),
      },
      child,
    );
    const script = new resources.AzureCliScript(
      `${name}-script`,
      {
        ...{ resourceGroupName: group.name, scriptName: "bring-out", location },
        ...scriptSettings(args.identityId),
        scriptContent: bringOut,
        arguments: lunsOf(args.places).join(" "),
        environmentVariables: settings({
          ...{ VAULT_GROUP: point.group, VAULT: point.vault, CONTAINER: point.container },
          ...{ ITEM: point.item, POINT: point.name, TAKEN: args.taken, LOCATION: location },
          ...{ ACROSS: args.isAcross ? "yes" : "no" },
          ...{ STAGING: group.name, STORAGE: store.id, KEY: args.diskEncryptionSetId },
        }),
        tags: tags("script"),
      },
      // What was brought out is not brought out again when a disk is added, or the script changes.
      { ...child, ignoreChanges: ["arguments", "scriptContent"] },
    );
    this.heir = args.heir;
    this.resourceGroupName = group.name;
    this.restored = script.outputs.apply((told) => disks.parse(told));
    this.registerOutputs({ resourceGroupName: this.resourceGroupName });
  }

  /** Resource id of the restored disk of one place. */
  diskAt(place: AzurePlace): pulumi.Output<string> {
    return this.restored.apply((all) => {
      const id = all[`${place}`];
      if (id === undefined) {
        throw new pulumi.RunError(
          `Nothing was restored for the place ${place} of ${this.heir}. A disk that was added since ` +
            'then goes into "without" of the entry of the restore, or the entry is taken out.',
        );
      }
      return id;
    });
  }
}

/** How Azure runs the scripts of restores; it keeps what they told as long as it can. */
export function scriptSettings(identityId: string) {
  return {
    kind: "AzureCLI" as const,
    azCliVersion: "2.66.0",
    identity: { type: "UserAssigned", userAssignedIdentities: [identityId] },
    ...{ cleanupPreference: "Always", retentionInterval: "P26D", timeout: "P1D" },
  } satisfies Partial<resources.AzureCliScriptArgs>;
}

/** The settings of a script, by their names. */
export function settings(values: Readonly<Record<string, pulumi.Input<string>>>) {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function lunsOf(places: readonly AzurePlace[]): number[] {
  return places.filter((place) => place !== "system").sort((one, other) => one - other);
}

function restoreGroupName({ estate, heir, point }: AzureRestoreArgs): string {
  return boundedName(`co-managed-${estate}-restore-${heir}-${point.name}`, 90);
}

/** Names of storage accounts are unique in the world. */
function storageName({ estate, heir, point }: AzureRestoreArgs): string {
  const text = `${point.id.toLowerCase()}/${estate}/${heir}`;
  return `cmback${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}
