import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import { type HealthEvent, healthOf } from "../../components/index.js";
import { hardwareIn } from "../drift/hardware.js";
import { inTurn } from "../guests/inTurn.js";

/** Something that is not well in a server, as platforms are told of it. */
export interface Told extends HealthEvent {
  readonly stack: string;
  readonly server: string;
  /** Asset tag of its machine. */
  readonly asset: string;
}

/** From when on, and when it is. */
interface Span {
  /** Absent: only what is so now. */
  readonly since?: Date | undefined;
  readonly now: Date;
}

const bmcsAtOnce = 4;

/** What is not well in the physical servers of a stack, the oldest first; nothing is changed. */
export async function toldOf(
  stack: string,
  deployment: Deployment,
  { since, now }: Span,
): Promise<readonly Told[]> {
  const all = await inTurn(hardwareIn(deployment), bmcsAtOnce, async ({ told }) => {
    const { machine, bmc } = told;
    const { name: server, asset } = machine;
    const events = await healthOf(bmc, machine, now);
    return events.map(({ time, ...rest }) => ({ time, stack, server, asset, ...rest }));
  });
  return all
    .flat()
    .filter(({ source, time }) => source === "status" || (since && time >= since.toISOString()))
    .sort((one, other) => (one.time < other.time ? -1 : 1));
}
