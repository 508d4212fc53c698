/** Whom a cloud reaches about an account. */
export interface Contact {
  readonly name: string;
  /** What the person or team does, such as `Security office`. */
  readonly title: string;
  /** A mailbox that several people read. */
  readonly email: string;
  /** With the country's code, such as `+49 30 1234567`. */
  readonly phone: string;
}

/** The matters about which AWS writes to somebody else than the owner of an account. */
export const contactKinds = ["billing", "operations", "security"] as const;

/** A matter about which AWS writes to somebody. */
export type ContactKind = (typeof contactKinds)[number];
