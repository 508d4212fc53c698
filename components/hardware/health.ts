import { createHash } from "node:crypto";
import { lookAtHardware } from "./inspect.js";
import type { HardwareFault, LoggedFault } from "./observed.js";
import type { BmcConnection } from "./openWay.js";
import type { HardwareIdentity } from "./way.js";

/** Something that is not well in a machine, in one format for all BMCs. */
export interface HealthEvent {
  /** When it was: by the clock of the BMC for `log`, when it was looked at otherwise. ISO 8601, UTC. */
  readonly time: string;
  /** `bmc` where nobody could look. */
  readonly component: HardwareFault["part"] | "bmc";
  /** What the BMC calls the part. */
  readonly name: string;
  readonly severity: HardwareFault["severity"];
  readonly what: string;
  /** It is so now, or it stands in the log of the BMC. */
  readonly source: "status" | "log";
  /** The same each time that the same thing is told. */
  readonly id: string;
}

/** Everything that is not well in a machine now, and what the log of its BMC says of before. */
export async function healthOf(
  connection: BmcConnection,
  identity: HardwareIdentity,
  now: Date,
): Promise<HealthEvent[]> {
  const time = now.toISOString();
  const look = await lookAtHardware(connection, identity, async (way) => [
    ...(await way.inventory()).faults.map((fault) => current(fault, identity, time)),
    ...(await way.logged()).map((fault) => before(fault, identity, time)),
  ]);
  if (look.state === "seen") {
    return look.seen;
  }
  const name = connection.address;
  const id = idOf(identity, "bmc", name, look.state);
  return [
    { time, component: "bmc", name, severity: "warning", what: look.why, source: "status", id },
  ];
}

function current(fault: HardwareFault, identity: HardwareIdentity, time: string): HealthEvent {
  const { part, name, severity, what } = fault;
  const id = idOf(identity, "status", part, name, severity, what);
  return { time, component: part, name, severity, what, source: "status", id };
}

function before(fault: LoggedFault, identity: HardwareIdentity, seenAt: string): HealthEvent {
  const { part, name, severity, what, entry, at } = fault;
  // Logs that were cleared count from the beginning again: the time tells their entries apart.
  const id = idOf(identity, "log", entry, at ?? "", part, name, what);
  return { time: at ?? seenAt, component: part, name, severity, what, source: "log", id };
}

function idOf({ serial }: HardwareIdentity, ...words: readonly string[]): string {
  const text = JSON.stringify([serial, ...words]);
  return createHash("sha256").update(text).digest("hex").slice(0, 20);
}
