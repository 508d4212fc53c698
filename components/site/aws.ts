import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { idempotencyTag } from "../service/tags.js";
import { diskKeyPolicy } from "./diskKey.plan.js";

/** What exists once in the AWS organization. */
export interface AwsSiteArgs {
  /** Id of the organization whose accounts may use the key, such as `o-exampleuni1`. */
  readonly organization: string;
  /** Account that owns the key. */
  readonly account: string;
  /** Alias of the key that encrypts the disks of all estates, such as `alias/comanaged-disks`. */
  readonly keyAlias: string;
}

/** What exists once in an AWS organization for all customers: the key that encrypts disks. */
export class AwsSite extends pulumi.ComponentResource {
  readonly diskKeyArn: pulumi.Output<string>;

  constructor(name: string, args: AwsSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:site:Aws", name, { ...args }, opts);
    const hooks = guardCreates(`${name}-site-aws`, { invoke: { parent: this } });
    const child = { parent: this, hooks };
    const key = new kms.Key(
      `${name}-disk-key`,
      {
        description: "Encrypts the disks of co-managed servers",
        enableKeyRotation: true,
        policy: JSON.stringify(diskKeyPolicy(args.account, args.organization)),
        tags: { [idempotencyTag]: idempotencyKey("disk-key") },
      },
      child,
    );
    new kms.Alias(`${name}-disk-key-alias`, { name: args.keyAlias, targetKeyId: key.keyId }, child);
    this.diskKeyArn = key.arn;
    this.registerOutputs({ diskKeyArn: this.diskKeyArn });
  }
}
