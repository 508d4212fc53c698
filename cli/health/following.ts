import type { Told } from "./events.js";

/** An event as it is followed: a status that is over is told as well, under its id. */
export type Followed = Omit<Told, "source"> & { readonly source: Told["source"] | "ended" };

/**
 * Tells of each look at the servers of a stack what no look before it has told. It remembers the
 * last look only, which is as long as the logs of the BMCs are.
 */
export class Following {
  private readonly since: string | undefined;
  private known: ReadonlyMap<string, Told> | undefined;

  /** @param since from when on logs are told at the first look. @default nothing of before it */
  constructor(since?: Date) {
    this.since = since?.toISOString();
  }

  /** @param time when that was looked at */
  next(look: readonly Told[], time: string): readonly Followed[] {
    const { known } = this;
    const seen = new Map(look.map((event) => [keyOf(event), event]));
    // Of a machine at which nobody could look, all is as it was.
    const unseen = new Set(
      look.filter(({ component }) => component === "bmc").map(({ server }) => server),
    );
    const missing = [...(known ?? [])].filter(([key]) => !seen.has(key));
    const kept = missing.filter(
      ([, { server, component }]) => unseen.has(server) && component !== "bmc",
    );
    const ended = missing
      .filter((one) => !kept.includes(one) && one[1].source === "status")
      .map(([, event]) => ({ ...event, time, source: "ended" as const }));
    this.known = new Map([...kept, ...seen]);
    const isNew = (event: Told): boolean =>
      known === undefined ? this.isFirst(event) : !known.has(keyOf(event));
    return [...look.filter(isNew), ...ended];
  }

  private isFirst({ source, time }: Told): boolean {
    return source === "status" || (this.since !== undefined && time >= this.since);
  }
}

const keyOf = ({ server, id }: Told): string => `${server} ${id}`;
