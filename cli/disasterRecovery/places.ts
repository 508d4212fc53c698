import type { Catalog, Estate, HypervPlug } from "../../stacks/schema/model.js";

/** The platforms whose servers come up elsewhere. */
export const recoverable = ["aws", "azure", "vsphere", "hyperv"] as const;

/** A platform whose servers come up elsewhere. */
export type Recoverable = (typeof recoverable)[number];

/** What a network of the catalog is at a place, as the catalog says it, without its platform. */
interface NetworkThere extends Partial<HypervPlug> {
  readonly portGroup?: string;
  readonly subnet?: string;
}

/** Networks at a place by those that they stand for. */
type NetworksThere = Readonly<Record<string, NetworkThere>>;

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
  readonly networks: NetworksThere;
  /** The same for rehearsals. */
  readonly rehearsal?: NetworksThere | undefined;
  /** Hosts of now that are at the place as well: what stands on them is not lost. */
  readonly hosts?: readonly string[];
  /** Whether guests come up with the addresses for good that their backups hold. */
  readonly keepsAddresses?: true;
}

/** The place of a name that the catalog has for the servers of an estate on one platform. */
export function placeOn(
  platform: Recoverable,
  place: string,
  { platforms: { aws, azure, vsphere, hyperv }, backupServer }: Catalog,
  estate: Estate,
): RecoveryPlace | undefined {
  switch (platform) {
    case "aws":
      return onAws(place, aws);
    case "azure":
      return onAzure(place, azure, estate.azure);
    case "vsphere":
      return onVsphere(place, vsphere, backupServer);
    case "hyperv":
      return onHyperv(place, hyperv, backupServer);
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
  const where = `account ${account}, ${region}`;
  return { where, target, offer, ...known("subnet", { networks, rehearsal }) };
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
  return { where, target, offer, ...known("subnet", { networks, rehearsal }) };
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
    ...known("portGroup", { networks, rehearsal }),
  };
}

function onHyperv(
  place: string,
  hyperv: Catalog["platforms"]["hyperv"],
  server: Catalog["backupServer"],
): RecoveryPlace | undefined {
  const there = hyperv?.recovery?.[place];
  if (there === undefined || server?.backupCopies[place] === undefined) {
    return undefined;
  }
  const { networks, rehearsal, repository, backupCopies, ...offer } = there;
  const addresses = Object.values(there.hosts).map(({ address }) => address);
  const stand = Object.entries(hyperv?.hosts ?? {}).filter(([, { address }]) =>
    addresses.includes(address),
  );
  return {
    ...{ where: Object.keys(there.hosts).join(", "), offer, keeps: ["timeZone"] },
    backupServer: { repository, backupCopies },
    hosts: stand.map(([name]) => name),
    ...{ networks, rehearsal, keepsAddresses: true },
  };
}

/** A network that is known by one field alone. */
function known(
  field: "portGroup" | "subnet",
  {
    networks,
    rehearsal,
  }: {
    readonly networks: Readonly<Record<string, string>>;
    readonly rehearsal: Readonly<Record<string, string>> | undefined;
  },
): Pick<RecoveryPlace, "networks" | "rehearsal"> {
  const named = (all: Readonly<Record<string, string>>): NetworksThere =>
    Object.fromEntries(Object.entries(all).map(([name, id]) => [name, { [field]: id }]));
  return { networks: named(networks), rehearsal: rehearsal && named(rehearsal) };
}
