import * as monitor from "@pulumi/azure-native/monitor";
import * as recovery from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { AzureProtection } from "../server/placement.js";
import { withUpdateHook } from "../server/updateHook.js";
import { azureBackupGroupName } from "../service/azureGroupName.js";
import type { LockPhase } from "../service/backup/backupClass.js";
import { lockTag } from "../service/backup/lock.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";
import {
  type AzureBackupClass,
  azureVaultName,
  policyProperties,
  reportCategories,
  vaultPhase,
  vaultProperties,
} from "./azureBackup.plan.js";
import type { GuardsOf } from "./azureRetentionGuard.js";

/** How an estate's servers on Azure are backed up. */
export interface AzureBackupArgs {
  /** Name of the estate, with which the vault begins. */
  readonly estate: string;
  /** The customer's short name. */
  readonly owner: string;
  /** Location of the servers, in which their vault has to lie. */
  readonly location: string;
  /** The classes with servers on Azure, by name. */
  readonly classes: Readonly<Record<string, AzureBackupClass>>;
  /** Resource id of the Log Analytics workspace for Azure's reports; none without it. */
  readonly reportsTo?: string;
  /** Hooks that guard creates; see `components/recovery/guard.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
  /** Hooks that guard how long backups are kept; see `azureRetentionGuard.ts`. */
  readonly guardsOf?: GuardsOf;
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
 *   classes: { standard },
 * });
 * landing.place({ ...spot, protection: backup.protectionOf("standard") });
 */
export class AzureBackup extends pulumi.ComponentResource {
  /** Resource id of the vault. */
  readonly vaultId: pulumi.Output<string>;
  private readonly args: AzureBackupArgs;
  private readonly name: string;
  private readonly child: pulumi.CustomResourceOptions;
  private readonly protections = new Map<string, AzureProtection>();

  constructor(name: string, args: AzureBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hooks, guardsOf: _guards, ...described } = args;
    super("comanaged:backup:Azure", name, described, opts);
    this.args = args;
    this.name = name;
    this.child = { parent: this, retainOnDelete: true, ...(hooks && { hooks }) };
    const vault = this.createVault(this.createGroup(), vaultPhase(args.classes));
    this.createReports(vault);
    for (const [backupClass, planned] of Object.entries(args.classes)) {
      this.protections.set(backupClass, this.createPolicy(backupClass, planned, vault));
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
    const protection = this.protections.get(backupClass);
    if (protection === undefined) {
      throw new RangeError(`${this.name} has no backup class ${backupClass}`);
    }
    return protection;
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

  private createReports(vault: recovery.Vault): void {
    const { reportsTo } = this.args;
    if (reportsTo !== undefined) {
      new monitor.DiagnosticSetting(
        `${this.name}-reports`,
        {
          ...{ resourceUri: vault.id, name: "co-managed-reports", workspaceId: reportsTo },
          logAnalyticsDestinationType: "Dedicated",
          logs: reportCategories.map((category) => ({ category, enabled: true })),
        },
        this.child,
      );
    }
  }

  private createPolicy(
    backupClass: string,
    { backup }: AzureBackupClass,
    vault: recovery.Vault,
  ): AzureProtection {
    const { estate, guardsOf } = this.args;
    const properties = policyProperties(backup);
    const guards = guardsOf?.(backupClass, properties.retentionPolicy);
    // Known at a first preview, which shows the way from each server to its vault.
    const where = {
      resourceGroupName: azureBackupGroupName(estate),
      vaultName: azureVaultName(estate),
    };
    const policy = new recovery.ProtectionPolicy(
      `${this.name}-policy-${backupClass}`,
      { ...where, policyName: backupClass, properties },
      {
        ...this.child,
        dependsOn: [vault],
        hooks: withUpdateHook(this.args.hooks, guards?.policy),
      },
    );
    return { ...where, policyId: policy.id, ...(guards && { guard: guards.items }) };
  }

  private tags(role: string): Record<string, string> {
    return {
      [tagKeys.owner]: this.args.owner,
      [idempotencyTag]: idempotencyKey(this.name, role),
    };
  }
}
