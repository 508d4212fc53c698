import { parse, stringify } from "yaml";
import { z } from "zod";
import type { FoundCopy } from "./copies.js";
import type { RecoveryPlace } from "./places.js";
import type { RecoveryPlan } from "./plan.js";

/** Who allowed the recovery, when and why. */
export interface Allowed {
  readonly on: string;
  readonly reason: string;
  readonly requester: string;
  readonly approver: string;
}

/** What is brought up from which copies. */
export interface Recovered {
  readonly plan: RecoveryPlan;
  readonly copies: readonly FoundCopy[];
  readonly allowed: Allowed;
  /** Of the rehearsal, after which everything may go; absent when it is none. */
  readonly rehearsal?: { readonly stack: string; readonly until: string };
}

const record = z.record(z.string(), z.unknown());
const records = z.record(z.string(), record);
const catalogShape = z.looseObject({ platforms: records, networks: records });
const estateShape = z.looseObject({
  servers: records,
  needs: z.record(z.string(), z.array(z.string())).optional(),
  peers: z.record(z.string(), z.array(z.string())).optional(),
});

/** The catalog of the place, from the text of the catalog. */
export function catalogThere(text: string, { parts }: RecoveryPlan): string {
  const { platforms, networks, ...rest } = catalogShape.parse(parse(text));
  const partOf = (platform: unknown) => parts.find((part) => part.platform === platform);
  const offers = Object.entries(platforms).map(([platform, offer]) => {
    const part = partOf(platform);
    return [platform, part ? offerThere(offer, part.there) : offer];
  });
  const networksThere = Object.entries(networks).flatMap(([name, network]): [string, unknown][] => {
    const part = partOf(network["platform"]);
    const there = part?.networks[name];
    return part === undefined
      ? [[name, network]]
      : there === undefined
        ? []
        : [[name, { platform: part.platform, ...there }]];
  });
  return stringify({
    ...rest,
    platforms: Object.fromEntries(offers),
    networks: Object.fromEntries(networksThere),
    ...(rest["backupServer"] !== undefined && {
      backupServer: Object.assign(
        {},
        rest["backupServer"],
        ...parts.map((part) => part.there.backupServer),
      ),
    }),
  });
}

function offerThere(
  offer: Readonly<Record<string, unknown>>,
  { keeps, offer: other }: RecoveryPlace,
): Readonly<Record<string, unknown>> {
  const kept = Object.entries(offer).filter(([key]) =>
    keeps === undefined ? key !== "recovery" : keeps.includes(key),
  );
  return { ...Object.fromEntries(kept), ...other };
}

/** What of an estate does not come along: it is of its old place, or was meant for its old servers. */
const left = [
  ...["accounts", "approvals", "aws", "azure", "confirm", "deferrals", "destroy"],
  ...["emergencies", "restores", "vaultLocks"],
];
const leftOfServer = ["adopt", "generation", "replica", "snapshots"];

/** The estate as it comes up at the place, from the text of its file. */
export function estateThere(text: string, { plan, copies, allowed, rehearsal }: Recovered): string {
  const { servers, needs = {}, peers = {}, ...rest } = estateShape.parse(parse(text));
  const names = new Set(plan.names);
  const keeping = plan.parts.filter(({ there }) => there.keepsAddresses);
  const keepingAddresses = new Set(
    keeping.flatMap(({ servers: own }) => own.map((server) => server.name)),
  );
  const listed = Object.entries(servers).filter(([name]) => names.has(name));
  const among = (list: readonly string[]) => list.filter((name) => names.has(name));
  const restores = copies.map(({ server, ...copy }) => ({
    ...{ server, generation: 1 },
    ...copy,
    ...allowed,
  }));
  const lists = (all: Readonly<Record<string, readonly string[]>>, least: number) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, list]): [string, string[]][] =>
        among(list).length < least ? [] : [[name, among(list)]],
      ),
    );
  const needed = lists(
    Object.fromEntries(Object.entries(needs).filter(([name]) => names.has(name))),
    1,
  );
  return stringify({
    ...without(rest, left),
    ...Object.fromEntries(ofServers.flatMap((key) => heldTo(key, rest[key], names))),
    ...ringsAmong(rest, Object.fromEntries(listed)),
    ...Object.fromEntries(
      plan.parts.flatMap(({ platform, there: { target } }): [string, unknown][] =>
        target === undefined ? [] : [[platform, target]],
      ),
    ),
    ...(rehearsal && { destroy: { estate: rehearsal.stack, until: rehearsal.until } }),
    servers: Object.fromEntries(
      listed.map(([name, server]) => [
        name,
        {
          ...without(server, leftOfServer),
          ...(!keepingAddresses.has(name) && dynamic(server)),
          ...(rehearsal && { environment: "test" }),
        },
      ]),
    ),
    needs: needed,
    peers: lists(peers, 2),
    restores,
  });
}

const grouped = z.looseObject({ patchGroup: z.string().optional() });
const rings = z.record(
  z.string(),
  z.looseObject({ after: z.looseObject({ group: z.string() }).optional() }),
);

/** Patch groups wait for no group of which nothing comes along. */
function ringsAmong(
  rest: Readonly<Record<string, unknown>>,
  servers: Readonly<Record<string, unknown>>,
) {
  const groupOf = (fields: unknown) => grouped.safeParse(fields).data?.patchGroup;
  const common = groupOf(rest["defaults"]);
  const inhabited = new Set(Object.values(servers).map((server) => groupOf(server) ?? common));
  const { data } = rings.safeParse(rest["patchGroups"]);
  const held = Object.entries(data ?? {}).map(([name, group]) => [
    name,
    inhabited.has(group.after?.group) ? group : without(group, ["after"]),
  ]);
  return data && { patchGroups: Object.fromEntries(held) };
}

const ofServers = ["administrators", "administratorGroups", "serviceAccounts"];
const serving = z.record(z.string(), z.looseObject({ servers: z.array(z.string()).optional() }));

/** Whoever is only on servers that do not come along does not come along either. */
function heldTo(key: string, accounts: unknown, names: ReadonlySet<string>): [string, unknown][] {
  const { data } = serving.safeParse(accounts);
  const entries = Object.entries(data ?? {}).flatMap(([name, { servers, ...rest }]) => {
    const held = servers?.filter((server) => names.has(server));
    return held?.length === 0 ? [] : [[name, { ...rest, ...(held && { servers: held }) }]];
  });
  return data === undefined ? [] : [[key, Object.fromEntries(entries)]];
}

/** Addresses are of the networks that are lost. */
function dynamic(server: Readonly<Record<string, unknown>>) {
  const networks = z.array(record).safeParse(server["networks"]).data;
  return networks && { networks: networks.map((network) => without(network, ["address"])) };
}

function without(fields: Readonly<Record<string, unknown>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}
