import { setTimeout as wait } from "node:timers/promises";
import type { Patience } from "./connection.js";
import { VeeamFailure } from "./failure.js";
import { keepJobs, readDocument, releaseJobs } from "./keep.js";
import { Session } from "./session.js";

/** What the program can be asked to do. */
export type Action = "keep" | "release";

const asker = process.ppid;

/** How patient the program is: a server that restarts is back within ten minutes. */
const patience: Patience = {
  request: 120_000,
  inAll: 600_000,
  wait: async (milliseconds) => {
    await wait(milliseconds);
    if (process.ppid !== asker) {
      throw new VeeamFailure("Whoever asked for the jobs is gone.");
    }
  },
};

/** What became of it: what is printed, and the status of the process. */
export interface Outcome {
  readonly status: 0 | 1;
  readonly said: string;
}

/** Does what the program is asked. */
export async function run(
  action: Action,
  text: string,
  patient: Patience = patience,
): Promise<Outcome> {
  const document = readDocument(text);
  const session = new Session(document.server, patient);
  try {
    const jobs = action === "keep" ? await keepJobs(session, document) : [];
    if (action === "release") {
      await releaseJobs(session, document);
    }
    return { status: 0, said: JSON.stringify({ jobs }) };
  } catch (failure) {
    if (failure instanceof VeeamFailure) {
      return { status: 1, said: failure.message };
    }
    throw failure;
  } finally {
    await session.end();
  }
}
