import { Refusal } from "../core/refusal.js";

/** What the provider says when Azure refuses, such as `PropertyChangeNotAllowed`. */
export function apiError(status: number, code: string, text: string): Refusal {
  return new Refusal(`Status=${status} Code="${code}" Message="${text}"`);
}

/** A reference to something that is not there. */
export function missingReference(id: string): Refusal {
  const text = `Resource ${id} referenced by the request was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`;
  return apiError(400, "InvalidResourceReference", text);
}
