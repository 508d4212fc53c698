import type { Scene } from "./behaviour.js";
import { type JsonObject, withoutNulls } from "./json.js";
import { declared } from "./kind.js";
import type { Platform } from "./platform.js";
import { Refusal } from "./refusal.js";
import { validate } from "./validate.js";

/** What a function of a platform answers: its arguments and what it is declared to tell. */
export function invoke(
  { spec, behaviour }: Platform,
  token: string,
  args: JsonObject,
  sceneFor: (asked: JsonObject) => Scene,
): JsonObject {
  const [known, code] = [spec.functions[token], behaviour.functions[token]];
  if (known === undefined || code === undefined) {
    throw new Refusal(`${token}: the simulator does not know this function`);
  }
  const asked = withoutNulls(args);
  const problems = validate(spec, known.inputs, asked);
  if (problems.length > 0) {
    throw new Refusal(problems.map((p) => `${token}: ${p.property}: ${p.reason}`).join("; "));
  }
  return declared(known, { ...asked, ...code(sceneFor(asked), asked) });
}
