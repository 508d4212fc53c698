import { z } from "zod";
import { guests as programs, sent } from "../../components/access/guests.js";
import { messageOf } from "../stack/run.js";
import type { Guest } from "./guest.js";
import { jsonIn } from "./jsonIn.js";
import { type Answered, type Call, type Credentials, call } from "./session.js";

/** Asks one server of a stack, by its name, and gives what the section of its program answers. */
export type Ask = (server: string, section: string, value: unknown) => Promise<unknown>;

/** The ways into servers, and what opens them. */
export interface Asking {
  /** Finds the servers by their names; asked once. */
  readonly guests: () => Promise<ReadonlyMap<string, Guest>>;
  readonly credentials: Credentials;
  /** Time for one answer. @default 60000 */
  readonly limitMilliseconds?: number;
}

const answer = z.object({
  observed: z.record(z.string(), z.unknown()),
  problems: z.array(z.string()),
});

/**
 * Asks through the fixed program of each server's own access. It fails with one line on what is
 * wrong with the server, and never waits longer than its time.
 */
export function asking({ guests, credentials, limitMilliseconds = 60_000 }: Asking): Ask {
  let found: Promise<ReadonlyMap<string, Guest>> | undefined;
  return async (server, section, value) => {
    found ??= guests();
    const guest = (await found).get(server);
    if (guest === undefined) {
      throw new Error("its stack knows no way in: it is not built to its end");
    }
    const document = { version: 1, sections: { [section]: value } } as const;
    const { keep: command } = programs[guest.os];
    const given = { command, stdin: sent(document, guest.os), credentials, limitMilliseconds };
    return observedIn(await answerOf(guest, given), section);
  };
}

async function answerOf(guest: Guest, given: Call): Promise<Answered> {
  try {
    return await call(guest, given);
  } catch (failure) {
    throw new Error(`the server at ${guest.address} ${oneLine(messageOf(failure))}`);
  }
}

function observedIn({ stdout, stderr, status }: Answered, section: string): unknown {
  const { data } = answer.safeParse(jsonIn(stdout));
  if (data === undefined) {
    throw new Error(
      `the server does not answer as agreed: ${oneLine(stderr || stdout) || `status ${status}`}`,
    );
  }
  if (data.problems.length > 0 || data.observed[section] === undefined) {
    throw new Error(
      `the server refuses: ${oneLine(data.problems.join("; ")) || "it does not say why"}`,
    );
  }
  return data.observed[section];
}

/** A text of a server that others are root on: nothing in it moves the reader's terminal. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, 300);
}
