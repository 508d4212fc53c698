import { z } from "zod";
import { sentToHost } from "../../components/server/hypervDocument.js";
import { hypervHostNamed } from "../../components/server/hypervHosts.js";
import { keeperOf } from "../../components/server/hypervKeeper.js";
import type { ManagedHost } from "../../components/server/placement.js";
import type { Catalog } from "../../stacks/schema/model.js";
import { messageOf } from "../stack/run.js";
import { oneLine } from "./asking.js";
import { jsonIn } from "./jsonIn.js";
import { agentCredentials, type Call, call } from "./session.js";

/** How hosts are reached. */
export interface HostAccess extends Pick<Call, "credentials" | "limitMilliseconds"> {
  readonly offer: Catalog["platforms"]["hyperv"];
  /** Where a host answers. @default its address, port 22 */
  readonly route?: (address: string) => Promise<{ readonly host: string; readonly port: number }>;
}

/** The way to hosts with the SSH agent of whoever calls. */
export function ownAccess(offer: HostAccess["offer"]): HostAccess {
  return { offer, credentials: agentCredentials(), limitMilliseconds: 60_000 };
}

/** What a host is asked, in a section of its fixed program that changes nothing. */
interface Question<Answer> {
  readonly section: "observation" | "standing";
  /** @param managed where Virtual Machine Manager manages the host */
  readonly told: (managed: ManagedHost | undefined) => object;
  /** What counts as an answer. */
  readonly observed: z.ZodType<Answer>;
}

const answer = z.object({ observed: z.unknown(), problems: z.array(z.string()) });

/**
 * Asks a host, or Virtual Machine Manager where that manages it, through its fixed program; nothing
 * is changed.
 *
 * @throws Error that says in one line why there is no answer
 */
export async function askHost<Answer>(
  name: string,
  { section, told, observed }: Question<Answer>,
  { offer, route, ...access }: HostAccess,
): Promise<Answer> {
  const place = offer && hypervHostNamed(name, offer);
  if (place === undefined) {
    throw new Error(`the catalog has no Hyper-V host ${name}`);
  }
  const { address, hostKey, account, managed } = place;
  const way = (await route?.(address)) ?? { host: address, port: 22 };
  const guest = { os: "windows", address: way.host, port: way.port, hostKey } as const;
  const { keep, program } = keeperOf(managed);
  const given = {
    ...{ ...access, command: keep },
    stdin: sentToHost(section, told(managed), program()),
  };
  const who = managed === undefined ? `the host ${name}` : `the VMM server of ${name}`;
  const { stdout, stderr, status } = await call({ ...guest, account }, given).catch(
    (failure: unknown) => {
      throw new Error(`${who} ${oneLine(messageOf(failure))}`);
    },
  );
  const said = answer.safeParse(jsonIn(stdout)).data;
  const { data } = observed.safeParse(said?.observed);
  if (data === undefined) {
    const why = said?.problems.join("; ") || stderr || stdout || `status ${status}`;
    throw new Error(`${who} says: ${oneLine(why)}`);
  }
  return data;
}
