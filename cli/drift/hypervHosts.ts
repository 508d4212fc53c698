import { sentToHost } from "../../components/server/hypervDocument.js";
import { hypervHostNamed } from "../../components/server/hypervHosts.js";
import { keeperOf } from "../../components/server/hypervKeeper.js";
import type { Catalog } from "../../stacks/schema/model.js";
import { oneLine } from "../guests/asking.js";
import { jsonIn } from "../guests/jsonIn.js";
import { type Call, call } from "../guests/session.js";
import { messageOf } from "../stack/run.js";
import { type Found, hostAnswer, type ToldMachine } from "./hypervFacts.js";

/** How hosts are reached. */
export interface HostAccess extends Pick<Call, "credentials" | "limitMilliseconds"> {
  readonly offer: Catalog["platforms"]["hyperv"];
  /** Where a host answers. @default its address, port 22 */
  readonly route?: (address: string) => Promise<{ readonly host: string; readonly port: number }>;
}

/**
 * Looks at a machine through the fixed program of its host, or of Virtual Machine Manager where that
 * manages it; nothing is changed.
 *
 * @throws Error that says in one line why nothing was seen
 */
export async function lookAt(
  { told: { machineId, key, host: name } }: ToldMachine,
  { offer, route, ...access }: HostAccess,
): Promise<Found> {
  const place = offer && hypervHostNamed(name, offer);
  if (place === undefined) {
    throw new Error(`the catalog has no Hyper-V host ${name}`);
  }
  const { address, hostKey, account, managed } = place;
  const way = (await route?.(address)) ?? { host: address, port: 22 };
  const guest = { os: "windows", address: way.host, port: way.port, hostKey } as const;
  const { keep, program, look } = keeperOf(managed);
  const given = {
    ...{ ...access, command: keep },
    stdin: sentToHost("observation", { machineId, key, ...look }, program()),
  };
  const who = managed === undefined ? `the host ${name}` : `the VMM server of ${name}`;
  const { stdout, stderr, status } = await call({ ...guest, account }, given).catch(
    (failure: unknown) => {
      throw new Error(`${who} ${oneLine(messageOf(failure))}`);
    },
  );
  const { data } = hostAnswer.safeParse(jsonIn(stdout));
  const found = data?.observed.machine;
  if (found === undefined) {
    const said = data?.problems.join("; ") || stderr || stdout || `status ${status}`;
    throw new Error(`${who} says: ${oneLine(said)}`);
  }
  return found;
}
