import { platformNames } from "../../components/service/platform.js";
import { recoveryOrder } from "../../components/service/recoveryOrder.js";
import { isRetired } from "../../components/service/retirement.js";
import type {
  AwsServer,
  AzureServer,
  Catalog,
  Estate,
  HypervServer,
  VsphereServer,
} from "../../stacks/schema/model.js";
import { oneOf, quote } from "../../stacks/schema/report/wording.js";
import { RunFailure } from "../stack/run.js";
import { againstHyperv } from "./hypervProblems.js";
import { placeOn, placesOn, type Recoverable, type RecoveryPlace, recoverable } from "./places.js";

type RecoveredServer = AwsServer | AzureServer | VsphereServer | HypervServer;

/** What comes up of one platform, and on what. */
export interface RecoveryPart {
  readonly platform: Recoverable;
  readonly there: RecoveryPlace;
  /** Networks there by those that they stand for; of rehearsals where it is one. */
  readonly networks: RecoveryPlace["networks"];
  readonly servers: readonly RecoveredServer[];
}

/** Where the servers of a lost region are brought up, on what, and in which order. */
export interface RecoveryPlan {
  readonly place: string;
  readonly parts: readonly RecoveryPart[];
  /** Names of servers; those of one step come up together, behind all that they need. */
  readonly steps: readonly (readonly string[])[];
  /** Names of all servers that come up. */
  readonly names: readonly string[];
  /** Servers of the estate that stand elsewhere and are not lost, or are retired. */
  readonly staying: readonly string[];
}

/** What is to be brought up where. */
interface Wish {
  readonly place: string;
  /** Whether the real servers are there still, and those that come up must not meet them. */
  readonly isRehearsal: boolean;
  /** The platforms whose region is lost; may be left out when the place is of one alone. */
  readonly lost?: readonly Recoverable[];
}

/**
 * How the servers of an estate come up where copies of their backups lie.
 *
 * @throws RunFailure that lists everything that stands against it
 */
export function planRecovery(estate: Estate, catalog: Catalog, wish: Wish): RecoveryPlan {
  const { place, lost } = wish;
  const offered = recoverable.flatMap((platform) => {
    const there = placeOn(platform, place, catalog, estate);
    return there === undefined ? [] : [partOf(estate, platform, there, wish)];
  });
  const absent = lost?.filter((one) => offered.every(({ platform }) => platform !== one)) ?? [];
  if (offered.length === 0 || absent.length > 0) {
    throw new RunFailure(noPlace(place, absent.length > 0 ? absent : recoverable, catalog));
  }
  const inhabited = offered.filter(({ servers }) => servers.length > 0);
  if (lost === undefined && inhabited.length > 1) {
    const lines = inhabited.map(
      ({ platform, servers, there }) =>
        `--platform ${platform}: ${servers.map(({ name }) => name).join(", ")} (${there.where})`,
    );
    throw new RunFailure(
      [
        `${quote(place)} is a place of several platforms. Say which of them is lost:`,
        ...lines,
      ].join("\n  "),
    );
  }
  const parts =
    lost === undefined ? inhabited : offered.filter((one) => lost.includes(one.platform));
  const problems = [
    ...(parts.length === 0
      ? [`no server of the estate stands on ${offered.map(nameOf).join(" or ")}`]
      : []),
    ...parts.flatMap((part) => problemsOf(part, wish)),
  ];
  if (problems.length > 0) {
    throw new RunFailure(
      [`The estate cannot be brought up at ${place}:`, ...problems].join("\n  "),
    );
  }
  const names = parts.flatMap(({ servers }) => servers.map(({ name }) => name));
  return {
    ...{ place, parts, names, steps: recoveryOrder(names, estate.needs) },
    staying: estate.servers.map(({ name }) => name).filter((name) => !names.includes(name)),
  };
}

const nameOf = ({ platform }: RecoveryPart) => platformNames[platform];

function partOf(
  { servers: all }: Estate,
  platform: Recoverable,
  there: RecoveryPlace,
  { isRehearsal }: Wish,
): RecoveryPart {
  const servers = all
    .filter((one): one is RecoveredServer => one.platform === platform)
    .filter((one) => !isRetired(one) && !standsThere(one, there));
  const networks = (isRehearsal ? there.rehearsal : there.networks) ?? {};
  return { platform, there, networks, servers };
}

function standsThere(server: RecoveredServer, { hosts = [] }: RecoveryPlace): boolean {
  return (
    server.platform === "hyperv" &&
    server.networks.some(({ network: { host } }) => hosts.includes(host))
  );
}

function noPlace(place: string, platforms: readonly Recoverable[], catalog: Catalog): string {
  const lines = platforms.map((platform) => {
    const places = placesOn(platform, catalog);
    const has = places.length === 0 ? "none" : oneOf(places);
    return `The catalog has no place ${quote(place)} in platforms.${platform}.recovery. It has ${has}.`;
  });
  return lines.join("\n");
}

function problemsOf(
  { platform, there, servers, networks }: RecoveryPart,
  { place, isRehearsal }: Wish,
): string[] {
  const path = `platforms.${platform}.recovery.${place}`;
  return [
    ...(isRehearsal && there.rehearsal === undefined
      ? [`${path}.rehearsal: is missing; servers of the same names must not meet`]
      : servers.flatMap((server) => [
          ...withoutNetwork(server, networks, place),
          ...(server.platform === "hyperv"
            ? againstHyperv(server, { place, hosts: there.hosts ?? [], networks })
            : []),
        ])),
    ...servers.flatMap((server) => withoutCopy(server, place)),
  ];
}

function withoutCopy({ name, backup }: RecoveredServer, place: string): string[] {
  return backup.copies.some((copy) => copy.place === place)
    ? []
    : [`servers.${name}.backupClass: ${quote(backup.name)} has no copies at ${place}`];
}

function withoutNetwork(
  { name, networks }: RecoveredServer,
  there: RecoveryPart["networks"],
  place: string,
): string[] {
  return networks
    .map(({ network }) => network.name)
    .filter((network) => there[network] === undefined)
    .map((network) => `servers.${name}: nothing stands for the network ${network} at ${place}`);
}
