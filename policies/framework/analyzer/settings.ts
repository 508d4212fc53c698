import {
  type ConfigureAnalyzerRequest,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Field } from "../field.js";
import { propertiesIn } from "./properties.js";

/** What becomes of a finding; a disabled rule is not asked. */
export type Level = "advisory" | "mandatory" | "disabled";

/** What pack configuration says of single rules. */
export class Settings {
  readonly #levels = new Map<string, Level>();
  readonly #properties = new Map<string, Field>();

  /** Settings without a request leave every rule as it is. */
  constructor(request?: ConfigureAnalyzerRequest) {
    request?.getPolicyconfigMap().forEach((config, rule) => {
      this.#levels.set(rule, levelIn(config.getEnforcementlevel()));
      this.#properties.set(rule, propertiesIn(config.getProperties()));
    });
  }

  /** The level of the rule of that id; undefined where nobody has configured one. */
  levelOf(rule: string): Level | undefined {
    return this.#levels.get(rule);
  }

  /** The ids of all that is configured. */
  get ids(): readonly string[] {
    return [...this.#levels.keys()];
  }

  /** The properties that the rule of that id is given. */
  propertiesOf(rule: string): Field {
    return this.#properties.get(rule) ?? new Field({});
  }
}

/** Rules change nothing, so one that is told to do so stops what it would have changed. */
function levelIn(level: EnforcementLevel): Level {
  if (level === EnforcementLevel.ADVISORY) {
    return "advisory";
  }
  return level === EnforcementLevel.DISABLED ? "disabled" : "mandatory";
}
