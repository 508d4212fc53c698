import { exceptionRule } from "../exceptions/rule.js";
import type { Pack } from "../pack.js";
import type { RuleFacts } from "../rule.js";
import type { Settings } from "./settings.js";

/** What is wrong with pack configuration; its text is for the user. */
export class SettingsRefused extends Error {
  override readonly name = "SettingsRefused";
}

/**
 * Everything that is wrong with the levels in pack configuration. The engine has compared the
 * properties with their schema before.
 *
 * @throws SettingsRefused with every problem
 */
export function refuseWrongSettings(
  settings: Settings,
  pack: Pack,
  rules: ReadonlyMap<string, RuleFacts>,
): void {
  const problems = settings.ids.flatMap((id) => problemOf(id, settings, pack, rules));
  if (problems.length > 0) {
    const headline = `the configuration of the policy pack comanaged-${pack.name} cannot be used:`;
    throw new SettingsRefused([headline, ...problems.sort().map((one) => `  ${one}`)].join("\n"));
  }
}

function problemOf(
  id: string,
  settings: Settings,
  pack: Pack,
  rules: ReadonlyMap<string, RuleFacts>,
): readonly string[] {
  const level = settings.levelOf(id);
  if (id === exceptionRule.id) {
    return level === "mandatory" ? [] : [`${id} is ${level}; exceptions are always checked`];
  }
  const rule = rules.get(id);
  if (rule === undefined) {
    // Other packs may have it: one file of configuration serves them all.
    return pack.isWhole === true ? [`${id} is the id of no rule; docs/rules lists them`] : [];
  }
  return rule.isAbsolute === true && level !== "mandatory"
    ? [`${id} is ${level}; rules on data levels are always mandatory, so remove it`]
    : [];
}
