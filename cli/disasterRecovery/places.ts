import type { Catalog, Estate } from "../../stacks/schema/model.js";

/** The platforms whose servers come up elsewhere. */
export const recoverable = ["aws", "azure", "vsphere"] as const;

/** A platform whose servers come up elsewhere. */
export type Recoverable = (typeof recoverable)[number];

/** What servers of one platform stand on at a place. */
export interface RecoveryPlace {
  /** In words, such as `account 111111111111, eu-west-1`. */
  readonly where: string;
  /** Where the estate stands then; absent where the stack's settings alone say that. */
  readonly target?: Readonly<Record<string, string>>;
  /** What of the platform's offer in the catalog is another there. */
  readonly offer: Readonly<Record<string, unknown>>;
  /** All of the offer that comes along, where it is not all else. */
  readonly keeps?: readonly string[];
  /** What of the backup server is another there. */
  readonly backupServer?: Readonly<Record<string, unknown>>;
  /** Settings of the stack there. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Subnets or port groups by the networks that they stand for. */
  readonly networks: Readonly<Record<string, string>>;
  /** The same for rehearsals. */
  readonly rehearsal?: Readonly<Record<string, string>> | undefined;
}

/** The place of a name that the catalog has for the servers of an estate on one platform. */
export function placeOn(
  platform: Recoverable,
  place: string,
  { platforms: { aws, azure, vsphere }, backupServer }: Catalog,
  estate: Estate,
): RecoveryPlace | undefined {
  switch (platform) {
    case "aws":
      return onAws(place, aws);
    case "azure":
      return onAzure(place, azure, estate.azure);
    case "vsphere":
      return onVsphere(place, vsphere, backupServer);
  }
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

function onVsphere(
  place: string,
  vsphere: Catalog["platforms"]["vsphere"],
  server: Catalog["backupServer"],
): RecoveryPlace | undefined {
  const there = vsphere?.recovery?.[place];
  if (there === undefined || server?.backupCopies[place] === undefined) {
    return undefined;
  }
  const { networks, rehearsal, vcenter, repository, backupCopies, ...offer } = there;
  return {
    ...{ where: `${vcenter}, ${there.datacenter}`, offer, keeps: ["customization"] },
    backupServer: { vcenter, repository, backupCopies },
    settings: { "vsphere:vsphereServer": vcenter },
    ...{ networks, rehearsal },
  };
}
