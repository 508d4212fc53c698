import type { Patience } from "../../remote/connection.js";
import { RemoteFailure } from "../../remote/failure.js";
import type { Action, Outcome } from "../../remote/outcome.js";
import { patienceFor } from "../../remote/patience.js";
import { Appliance } from "./appliance.js";
import { vcenterDocument } from "./document.js";
import { keepSchedule, releaseSchedule } from "./keep.js";

const patience = patienceFor(120_000);

/** Does what the program is asked. */
export async function run(
  action: Action,
  text: string,
  patient: Patience = patience,
): Promise<Outcome> {
  const { sections } = vcenterDocument.parse(JSON.parse(text));
  const appliance = new Appliance(sections.server, patient);
  try {
    if (action === "release") {
      await releaseSchedule(appliance, sections);
      return { status: 0, said: "{}" };
    }
    return {
      status: 0,
      said: JSON.stringify({ schedule: await keepSchedule(appliance, sections) }),
    };
  } catch (failure) {
    if (failure instanceof RemoteFailure) {
      return { status: 1, said: failure.message };
    }
    throw failure;
  } finally {
    await appliance.end();
  }
}
