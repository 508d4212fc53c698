import type { AccountDescription } from "./description.js";
import { detectionFeatures } from "./detection.js";
import { noticedRegions } from "./notices.js";

/** What the baseline adds to an account that costs, or of which the platform has only so many. */
export interface Addition {
  readonly what: string;
  readonly count: number;
  /** The most that an account or one of its regions has room for; absent where only the cost counts. */
  readonly most?: number;
  readonly per: "account" | "region";
}

/**
 * Known at preview, before anything exists, for the regions of these names. Quotas are AWS's defaults; more can be asked for.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
export function additionsOf(
  {
    standards,
    federation,
    serviceAccounts,
  }: Pick<AccountDescription, "standards" | "federation" | "serviceAccounts">,
  names: readonly string[],
): readonly Addition[] {
  const regions = names.length;
  const told = noticedRegions(names).length;
  const issuers = new Set(serviceAccounts.map(({ issuer }) => issuer)).size;
  const ofPeople = federation === undefined ? 3 : 5;
  return [
    { what: "roles", count: 2 + ofPeople + serviceAccounts.length, most: 1000, per: "account" },
    {
      what: "identity providers",
      count: issuers + (federation === undefined ? 0 : 1),
      most: 100,
      per: "account",
    },
    { what: "policies", count: 1, most: 1500, per: "account" },
    { what: "buckets", count: 2, most: 10_000, per: "account" },
    { what: "trails", count: 1, most: 5, per: "region" },
    { what: "recorders", count: regions, most: regions, per: "account" },
    { what: "detectors", count: regions, most: regions, per: "account" },
    {
      what: "paid features of detectors",
      count: regions * detectionFeatures.length,
      per: "account",
    },
    { what: "hubs", count: regions, most: regions, per: "account" },
    { what: "paid standards", count: regions * standards.length, per: "account" },
    { what: "analyzers", count: regions, most: regions, per: "account" },
    { what: "keys", count: regions + 1, per: "account" },
    { what: "rules of events", count: 2 * told, most: 300 * told, per: "account" },
  ];
}
