import type { Catalog, Estate } from "../../stacks/schema/model.js";

/** The platforms whose servers come up elsewhere. */
export const recoverable = ["aws", "azure"] as const;

/** A platform whose servers come up elsewhere. */
export type Recoverable = (typeof recoverable)[number];

/** What servers of one platform stand on at a place. */
export interface RecoveryPlace {
  /** In words, such as `account 111111111111, eu-west-1`. */
  readonly where: string;
  /** Where the estate stands then. */
  readonly target: Readonly<Record<string, string>>;
  /** What of the platform's offer in the catalog is another there. */
  readonly offer: Readonly<Record<string, unknown>>;
  /** Subnets by the networks that they stand for. */
  readonly networks: Readonly<Record<string, string>>;
  /** The same for rehearsals. */
  readonly rehearsal?: Readonly<Record<string, string>> | undefined;
}

/** The place of a name that the catalog has for the servers of an estate on one platform. */
export function placeOn(
  platform: Recoverable,
  place: string,
  { platforms: { aws, azure } }: Catalog,
  estate: Estate,
): RecoveryPlace | undefined {
  return platform === "aws" ? onAws(place, aws) : onAzure(place, azure, estate.azure);
}

/** The names of all places of a platform. */
export function placesOn(platform: Recoverable, { platforms }: Catalog): string[] {
  return Object.keys(platforms[platform]?.recovery ?? {});
}

function onAws(place: string, aws: Catalog["platforms"]["aws"]): RecoveryPlace | undefined {
  const [there, vault] = [aws?.recovery[place], aws?.backupCopies[place]];
  if (there === undefined || vault === undefined) {
    return undefined;
  }
  const { networks, rehearsal, ...offer } = there;
  const [, , , region = "", account = ""] = vault.split(":");
  const target = { account, region };
  return { where: `account ${account}, ${region}`, target, offer, networks, rehearsal };
}

function onAzure(
  place: string,
  azure: Catalog["platforms"]["azure"],
  stood: Estate["azure"],
): RecoveryPlace | undefined {
  const [there, location] = [azure?.recovery[place], azure?.backupCopies[place]];
  if (there === undefined || location === undefined || stood === undefined) {
    return undefined;
  }
  const { networks, rehearsal, ...offer } = there;
  const target = { subscription: stood.subscription, location };
  const where = `subscription ${stood.subscription}, ${location}`;
  return { where, target, offer, networks, rehearsal };
}
