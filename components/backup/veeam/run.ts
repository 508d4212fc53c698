import type { Patience } from "../../remote/connection.js";
import { RemoteFailure } from "../../remote/failure.js";
import type { Action, Outcome } from "../../remote/outcome.js";
import { patienceFor } from "../../remote/patience.js";
import { keepConfiguration } from "./configuration.js";
import {
  type ConfigurationDocument,
  configurationDocument,
  type JobsDocument,
  jobsDocument,
} from "./document.js";
import { keepJobs, releaseJobs } from "./keep.js";
import { part } from "./models.js";
import { type RestoreDocument, restoreDocument } from "./restore/document.js";
import { restore } from "./restore/restore.js";
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
    return { status: 0, said: JSON.stringify(await done(session, action, document)) };
  } catch (failure) {
    if (failure instanceof RemoteFailure) {
      return { status: 1, said: failure.message };
    }
    throw failure;
  } finally {
    await session.end();
  }
}

/** What the program is told: of jobs, of the server's own configuration, or of a restore. */
type Told = JobsDocument | ConfigurationDocument | RestoreDocument;

/** Reads what the program is told. */
export function readDocument(text: string): Told {
  const told = part.parse(JSON.parse(text));
  if (told["kind"] === "configuration") {
    return configurationDocument.parse(told);
  }
  return "kind" in told ? restoreDocument.parse(told) : jobsDocument.parse(told);
}

async function done(session: Session, action: Action, document: Told): Promise<object> {
  if ("kind" in document) {
    return document.kind === "configuration"
      ? keepConfiguration(session, action, document)
      : restore(session, action, document);
  }
  if (action === "release") {
    await releaseJobs(session, document);
  }
  return { jobs: action === "keep" ? await keepJobs(session, document) : [] };
}
