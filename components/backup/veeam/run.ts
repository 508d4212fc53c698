import type { Patience } from "../../remote/connection.js";
import { RemoteFailure } from "../../remote/failure.js";
import type { Action, Outcome } from "../../remote/outcome.js";
import { patienceFor } from "../../remote/patience.js";
import { keepJobs, readDocument, releaseJobs } from "./keep.js";
import { Session } from "./session.js";

const patience = patienceFor(120_000);

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
    if (failure instanceof RemoteFailure) {
      return { status: 1, said: failure.message };
    }
    throw failure;
  } finally {
    await session.end();
  }
}
