/** A management group of the service. */
export interface TenantGroup {
  /** The id, which never changes. */
  readonly id: string;
  readonly title: string;
  /** The group above it; the tenant's own root for the one at the top. */
  readonly below?: string;
}

/** Where a subscription stands. */
export interface Placement {
  readonly subscription: string;
  readonly group: string;
}
