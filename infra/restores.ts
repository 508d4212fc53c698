import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { type AwsBirth, birthOf, findAwsPoints } from "../components/index.js";
import type { Restored } from "../components/service/restore.js";
import type { AwsServer, ResolvedServer } from "../stacks/schema/model.js";

/**
 * What of some servers on AWS starts from which backups.
 *
 * @throws RunError that lists every backup that is not there, or is not what it is taken for
 */
export async function findBirths(
  servers: readonly AwsServer[],
  opts: InvokeOptions,
): Promise<ReadonlyMap<string, AwsBirth>> {
  const points = await findAwsPoints(servers.flatMap(pointsOf), opts);
  const births = servers
    .filter((server) => pointsOf(server).length > 0)
    .map((server) => ({
      name: server.name,
      ...birthOf({ ...server, names: namesOf(server, servers) }, points),
    }));
  const why = births.flatMap((birth) => (birth.kind === "unsound" ? birth.why : []));
  if (why.length > 0) {
    throw new RunError(["Backups cannot be restored like this:", ...why].join("\n  "));
  }
  return new Map(
    births.flatMap((birth) => (birth.kind === "sound" ? [[birth.name, birth.birth]] : [])),
  );
}

/** The recovery points from which something of a server starts. */
export function pointsOf({ restore, restoredDisks = {} }: Restored): string[] {
  const disks = Object.values(restoredDisks).map(({ point }) => point);
  return [...(restore === undefined ? [] : [restore.point]), ...disks];
}

/** The names that backups of a server carry, those that it had before among them. */
export function namesOf(
  { name, restore }: Pick<ResolvedServer, "name" | "restore">,
  servers: readonly ResolvedServer[],
): string[] {
  const source = servers.find((server) => server.name === (restore?.source ?? name));
  return source === undefined ? [name] : [source.name, ...(source.formerly ?? [])];
}
