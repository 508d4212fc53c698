import * as recovery from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { AzureProtection } from "../server/placement.js";
import { azureBackupGroupName } from "../service/azureGroupName.js";
import type { LockPhase } from "../service/backup/backupClass.js";
import { lockTag } from "../service/backup/lock.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";
import {
  type AzureBackupClass,
  azureVaultName,
  policyProperties,
  vaultPhase,
  vaultProperties,
} from "./azureBackup.plan.js";

/** How an estate's servers on Azure are backed up. */
export interface AzureBackupArgs {
  /** Name of the estate, with which the vault begins. */
  readonly estate: string;
  /** The customer's short name. */
  readonly owner: string;
  /** Location of the servers, in which their vault has to lie. */
  readonly location: string;
  /** Name of the resource group of the servers. */
  readonly machineGroup: string;
  /** The classes with servers on Azure, by name. */
  readonly classes: Readonly<Record<string, AzureBackupClass>>;
  /** Hooks that guard creates; see `components/recovery/guard.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
}

/**
 * Where an estate's servers on Azure are backed up: one vault with a protection policy for each of
 * their classes, in a resource group of its own. Azure moves no backup from one vault to another, so
 * that a server changes its class within the vault.
 *
 * All of it stays when the estate goes.
 *
 * @example
 * const backup = new AzureBackup("chemistry-azure-backups", {
 *   estate: "chemistry", owner: "chemistry", location: "germanywestcentral",
 *   machineGroup: "co-managed-chemistry", classes: { standard },
 * });
 * landing.place({ ...spot, protection: backup.protectionOf("standard") });
 */
export class AzureBackup extends pulumi.ComponentResource {
  /** Resource id of the vault. */
  readonly vaultId: pulumi.Output<string>;
  private readonly args: AzureBackupArgs;
  private readonly name: string;
  private readonly child: pulumi.CustomResourceOptions;
  private readonly policies = new Map<string, recovery.ProtectionPolicy>();

  constructor(name: string, args: AzureBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hooks, ...described } = args;
    super("comanaged:backup:Azure", name, described, opts);
    this.args = args;
    this.name = name;
    this.child = { parent: this, retainOnDelete: true, ...(hooks && { hooks }) };
    const vault = this.createVault(this.createGroup(), vaultPhase(args.classes));
    for (const [backupClass, planned] of Object.entries(args.classes)) {
      this.policies.set(backupClass, this.createPolicy(backupClass, planned, vault));
    }
    this.vaultId = vault.id;
    this.registerOutputs({ vaultId: this.vaultId });
  }

  /**
   * How a server of a class is protected.
   *
   * @throws RangeError for a class that it was not made with
   */
  protectionOf(backupClass: string): AzureProtection {
    const { estate, machineGroup } = this.args;
    const policy = this.policies.get(backupClass);
    if (policy === undefined) {
      throw new RangeError(`${this.name} has no backup class ${backupClass}`);
    }
    return {
      resourceGroupName: azureBackupGroupName(estate),
      vaultName: azureVaultName(estate),
      machineGroup,
      policyId: policy.id,
    };
  }

  private createGroup(): resources.ResourceGroup {
    const { estate, location } = this.args;
    return new resources.ResourceGroup(
      `${this.name}-group`,
      {
        resourceGroupName: azureBackupGroupName(estate),
        location,
        tags: this.tags("group"),
      },
      this.child,
    );
  }

  private createVault(group: resources.ResourceGroup, phase: LockPhase): recovery.Vault {
    const { estate, location } = this.args;
    return new recovery.Vault(
      `${this.name}-vault`,
      {
        resourceGroupName: group.name,
        vaultName: azureVaultName(estate),
        location,
        sku: { name: "RS0", tier: "Standard" },
        properties: vaultProperties(phase),
        tags: { ...this.tags("vault"), ...(phase !== "planned" && { [lockTag]: phase }) },
      },
      this.child,
    );
  }

  private createPolicy(
    backupClass: string,
    { backup }: AzureBackupClass,
    vault: recovery.Vault,
  ): recovery.ProtectionPolicy {
    return new recovery.ProtectionPolicy(
      `${this.name}-policy-${backupClass}`,
      {
        resourceGroupName: azureBackupGroupName(this.args.estate),
        // Known at a first preview, which shows the way from each server to its vault.
        vaultName: azureVaultName(this.args.estate),
        policyName: backupClass,
        properties: policyProperties(backup),
      },
      { ...this.child, dependsOn: [vault] },
    );
  }

  private tags(role: string): Record<string, string> {
    return {
      [tagKeys.owner]: this.args.owner,
      [idempotencyTag]: idempotencyKey(this.name, role),
    };
  }
}
