import type { AzureRole } from "../../azure/roles.js";
import type { DataLevel } from "../../dataLevel.js";
import type { Contact, ContactKind } from "../contact.js";

/** A program outside of Azure that works in a subscription without a key. */
export interface AzureServiceAccount {
  readonly name: string;
  /** Who signs its tokens. */
  readonly issuer: string;
  /** For whom the tokens are. */
  readonly audience: string;
  /** Whose tokens they are: the whole subject. */
  readonly subject: string;
  /** Names of Azure's own roles that it gets. */
  readonly roles: readonly AzureRole[];
}

/** Who may mend a subscription when nothing else works. */
export interface Emergency {
  /** Object id of the group in the directory. */
  readonly group: string;
  /** Sign-in names of its members. */
  readonly accounts: readonly string[];
}

/** An Azure subscription and what its entry says of it. */
export interface SubscriptionDescription {
  /** The id of the subscription. */
  readonly account: string;
  /** Where its workspace of logs stands. */
  readonly homeLocation: string;
  /** The customer's short name. */
  readonly owner: string;
  readonly costCenter: string;
  readonly dataLevel: DataLevel;
  readonly contacts: Readonly<Record<ContactKind, Contact>>;
  /** US dollars a month. */
  readonly budget: number;
  readonly emergency?: Emergency;
  /** The customer's programs that work in it from outside. */
  readonly serviceAccounts: readonly AzureServiceAccount[];
  /** Days for which the workspace keeps logs. */
  readonly keepLogsDays: number;
}
