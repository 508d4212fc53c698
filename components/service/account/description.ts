import type { DataLevel } from "../dataLevel.js";
import type { Contact, ContactKind } from "./contact.js";
import type { Federation, ServiceAccount } from "./identity.js";
import type { Standard } from "./standards.js";

/** An AWS account and what its entry says of it; which regions are on, only AWS knows. */
export interface AccountDescription {
  /** Twelve digits. */
  readonly account: string;
  /** Where its trail, its logs and what is recorded once stand. */
  readonly homeRegion: string;
  /** The role that the program takes in it. */
  readonly deployRole: string;
  /** The customer's short name. */
  readonly owner: string;
  readonly costCenter: string;
  readonly dataLevel: DataLevel;
  readonly contacts: Readonly<Record<ContactKind, Contact>>;
  /** US dollars a month. */
  readonly budget: number;
  readonly standards: readonly Standard[];
  /** Who tells who its people are; without it people have a second factor of the account. */
  readonly federation?: Federation;
  /** The customer's programs that work in it from outside. */
  readonly serviceAccounts: readonly ServiceAccount[];
  /** Days for which logs are kept. */
  readonly keepLogsDays: number;
}
