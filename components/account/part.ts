import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { AccountDescription } from "../service/account/description.js";
import type { DataLevel } from "../service/dataLevel.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";

/** What stands in an account and is not in the state yet: what to import, by role. */
export type Standing = ReadonlyMap<string, string>;

/** Whose an account is. */
export interface Owned {
  readonly owner: string;
  readonly costCenter: string;
  readonly dataLevel: DataLevel;
}

/** What every part of an account's baseline is made with. */
export interface Part<Account extends Owned = AccountDescription> {
  /** The name of the account's component; names of resources are it, a hyphen and their role. */
  readonly name: string;
  readonly account: Account;
  readonly tags: (role: string) => Record<string, string>;
  /**
   * Options of the resource of a role: what stands is adopted, and whatever becomes of the entry
   * or of the stack stays on in the account.
   */
  readonly options: (role: string, dependsOn?: readonly Resource[]) => CustomResourceOptions;
}

/** The part of the baseline that belongs to `parent`. */
export function partOf<Account extends Owned>(
  name: string,
  account: Account,
  { parent, standing }: { readonly parent: Resource; readonly standing: Standing },
): Part<Account> {
  return {
    name,
    account,
    tags: (role) => ({
      [tagKeys.owner]: account.owner,
      [tagKeys.costCenter]: account.costCenter,
      [tagKeys.dataLevel]: String(account.dataLevel),
      [idempotencyTag]: idempotencyKey(name, role),
    }),
    options: (role, dependsOn = []) => {
      const found = standing.get(role);
      return {
        parent,
        retainOnDelete: true,
        dependsOn: [...dependsOn],
        ...(found !== undefined && { import: found }),
      };
    },
  };
}
