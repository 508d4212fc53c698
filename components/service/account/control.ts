/** How a control is met: by what the baseline builds, by the organization, or by somebody. */
export type Fulfilment =
  /** Resources of the account's baseline, by their types. */
  | { readonly by: "resource"; readonly tokens: readonly string[] }
  /** Rules that refuse a stack which breaks it: what is built later is met before it exists. */
  | { readonly by: "rule"; readonly rules: readonly string[]; readonly owner: Owner }
  /** What the organization does once for every account, by the types in the site's stack. */
  | { readonly by: "organization"; readonly tokens: readonly string[]; readonly why: string }
  /** Policies of a tenant that hold in every subscription, by their names. */
  | { readonly by: "policy"; readonly policies: readonly string[]; readonly why: string }
  /** A task of a person, because no resource does it. */
  | { readonly by: "task"; readonly owner: Owner; readonly task: string; readonly why: string };

/** Who answers for a control. */
export type Owner = "provider" | "customer";

/** A control that somebody decided to do without for a while. */
export interface Exemption {
  /** The id of the control, such as `S3.20`. */
  readonly control: string;
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly until: string;
}
