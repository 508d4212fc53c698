/** Who tells an account who its people are. */
export interface Federation {
  /** Its name in every account, such as `university`. */
  readonly name: string;
  /** The SAML document by which it is known. */
  readonly metadata: string;
}

/** A program outside of AWS that works in an account without a key, such as a pipeline. */
export interface ServiceAccount {
  readonly name: string;
  /** Who signs its tokens, such as `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** For whom the tokens are. */
  readonly audience: string;
  /** Whose tokens they are, down to the owner; `*` at the end stands for any rest. */
  readonly subject: string;
  /** Names of AWS's own policies that it gets, within the limit of all roles of the customer. */
  readonly policies: readonly string[];
}

/** The name of a service account's role. */
export function serviceRole({ name }: Pick<ServiceAccount, "name">): string {
  return `service-${name}`;
}
