import { recoveryOrder } from "../../components/service/recoveryOrder.js";
import { isRetired } from "../../components/service/retirement.js";
import type { AwsServer, Catalog, Estate } from "../../stacks/schema/model.js";
import { oneOf, quote } from "../../stacks/schema/report/wording.js";
import { RunFailure } from "../stack/run.js";

/** Where the servers of a lost region are brought up, on what, and in which order. */
export interface RecoveryPlan {
  readonly place: string;
  readonly account: string;
  readonly region: string;
  readonly keyAlias: string;
  readonly backupCopies: Readonly<Record<string, string>>;
  /** Subnets by the networks that they stand for. */
  readonly subnets: Readonly<Record<string, string>>;
  /** Names of servers; those of one step come up together, behind all that they need. */
  readonly steps: readonly (readonly string[])[];
  readonly servers: readonly AwsServer[];
  /** Servers of the estate that stand elsewhere and are not lost, or are retired. */
  readonly staying: readonly string[];
}

/** What is to be brought up where. */
interface Wish {
  readonly place: string;
  /** Whether the real servers are there still, and those that come up must not meet them. */
  readonly isRehearsal: boolean;
}

/**
 * How the servers of an estate on AWS come up where copies of their backups lie.
 *
 * @throws RunFailure that lists everything that stands against it
 */
export function planRecovery(
  { servers: all, needs }: Estate,
  { platforms: { aws } }: Catalog,
  { place, isRehearsal }: Wish,
): RecoveryPlan {
  const [there, vault] = [aws?.recovery[place], aws?.backupCopies[place]];
  if (there === undefined || vault === undefined) {
    const places = Object.keys(aws?.recovery ?? {});
    const has = places.length === 0 ? "none" : oneOf(places);
    throw new RunFailure(
      `The catalog has no place ${quote(place)} in platforms.aws.recovery. It has ${has}.`,
    );
  }
  const [, , , region = "", account = ""] = vault.split(":");
  const servers = all.filter((one) => one.platform === "aws").filter((one) => !isRetired(one));
  const subnets = isRehearsal ? there.rehearsal : there.networks;
  const problems = [
    ...(servers.length === 0 ? ["no server of the estate stands on AWS"] : []),
    ...(subnets === undefined
      ? [
          `platforms.aws.recovery.${place}.rehearsal: is missing; servers of the same names must not meet`,
        ]
      : servers.flatMap((server) => withoutNetwork(server, subnets, place))),
    ...servers.flatMap((server) => withoutCopy(server, place)),
  ];
  if (problems.length > 0) {
    throw new RunFailure(
      [`The estate cannot be brought up at ${place}:`, ...problems].join("\n  "),
    );
  }
  const names = servers.map(({ name }) => name);
  return {
    ...{ place, account, region, keyAlias: there.keyAlias, backupCopies: there.backupCopies },
    ...{ subnets: subnets ?? {}, servers, steps: recoveryOrder(names, needs) },
    staying: all.map(({ name }) => name).filter((name) => !names.includes(name)),
  };
}

function withoutCopy({ name, backup }: AwsServer, place: string): string[] {
  return backup.copies.some((copy) => copy.place === place)
    ? []
    : [`servers.${name}.backupClass: ${quote(backup.name)} has no copies at ${place}`];
}

function withoutNetwork(
  { name, networks }: AwsServer,
  subnets: Readonly<Record<string, string>>,
  place: string,
): string[] {
  return networks
    .filter(({ network }) => subnets[network.name] === undefined)
    .map(
      ({ network }) =>
        `servers.${name}: nothing stands for the network ${network.name} at ${place}`,
    );
}
