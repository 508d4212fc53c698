import { PolicyPack } from "@pulumi/policy";
import { exceptionPolicy } from "./exceptions/policy.js";
import type { Pack } from "./pack.js";
import { resourcePolicy } from "./resourcePolicy.js";
import { Session } from "./session.js";
import { stackPolicy } from "./stackPolicy.js";

/** Serves the pack to the engine that started this process. A process serves one pack. */
export function servePack(pack: Pack): PolicyPack {
  const session = new Session(pack);
  return new PolicyPack(`comanaged-${pack.name}`, {
    displayName: pack.title,
    description: pack.description,
    enforcementLevel: "mandatory",
    policies: [
      exceptionPolicy(session),
      ...pack.rules.map((rule) => resourcePolicy(rule, session)),
      stackPolicy(session),
    ],
  });
}
