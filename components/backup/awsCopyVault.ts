import * as backup from "@pulumi/aws/backup";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { idempotencyTag } from "../service/tags.js";
import { copyVaultPolicy } from "./awsBackup.plan.js";

/** Where copies of the backups of all estates lie. */
export interface AwsCopyVaultArgs {
  /** Id of the organization whose accounts may copy into the vault, such as `o-exampleuni1`. */
  readonly organization: string;
  /** A region that is not that of the servers. */
  readonly region: string;
  /** Name of the vault, with which the ARN in the catalog ends. */
  readonly vault: string;
}

/**
 * The vault in which copies of the backups of all estates lie: in another region and in the
 * provider's account, so that whoever holds an estate's account does not hold its copies. It stays
 * when the site goes.
 */
export class AwsCopyVault extends pulumi.ComponentResource {
  readonly vaultArn: pulumi.Output<string>;

  constructor(name: string, args: AwsCopyVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:backup:AwsCopyVault", name, { ...args }, opts);
    const hooks = guardCreates(`${name}-copies`, { invoke: { parent: this } });
    const child = { parent: this, hooks, retainOnDelete: true };
    const { organization, region } = args;
    const tags = (role: string) => ({ [idempotencyTag]: idempotencyKey(name, role) });
    const key = new kms.Key(
      `${name}-key`,
      {
        region,
        description: "Encrypts the copies of backups of co-managed servers",
        enableKeyRotation: true,
        tags: tags("key"),
      },
      child,
    );
    const vault = new backup.Vault(
      `${name}-vault`,
      { region, name: args.vault, kmsKeyArn: key.arn, tags: tags("vault") },
      child,
    );
    new backup.VaultPolicy(
      `${name}-policy`,
      {
        region,
        backupVaultName: vault.name,
        policy: JSON.stringify(copyVaultPolicy(organization)),
      },
      child,
    );
    this.vaultArn = vault.arn;
    this.registerOutputs({ vaultArn: this.vaultArn });
  }
}
