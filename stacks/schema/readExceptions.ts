import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Examination, parse } from "./document.js";
import { isSource, readSource } from "./files.js";
import { readEstate } from "./read.js";
import type { Finding } from "./report/finding.js";
import { InputError } from "./report/inputError.js";
import { didYouMean, quote } from "./report/wording.js";
import { exceptions as schema } from "./ruleExceptions.js";

/** How the name of a file of exceptions ends. */
export const exceptionsEnding = ".exceptions.yaml";

/** The exceptions of an estate, with what decides whether they are in force. */
export interface EstateExceptions extends z.output<typeof schema> {
  /** The planning date, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly approvers: readonly string[];
  /** Former names of servers: what was excepted under them stays so. */
  readonly renamed?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads the exceptions of a stack (`<stack>.exceptions.yaml`), its estate and the catalog. A stack
 * without such a file has no exceptions. Whether one is in force is left to the policy packs.
 *
 * @param rules the ids of all rules
 * @throws InputError with every problem of the files
 */
export function readExceptions(
  folder: string,
  stack: string,
  rules: readonly string[],
): EstateExceptions {
  const { estate, catalog } = readEstate(folder, stack);
  const renamed = estate.servers.flatMap(({ name, formerly = [] }) =>
    formerly.length > 0 ? [[name, formerly] as const] : [],
  );
  const basis = {
    ...{ asOf: estate.asOf, approvers: catalog.approvers },
    ...(renamed.length > 0 && { renamed: Object.fromEntries(renamed) }),
  };
  const file = `${stack}${exceptionsEnding}`;
  if (!existsSync(join(folder, file))) {
    return { ...basis, exceptions: [] };
  }
  const source = readSource(folder, file, exceptionsEnding);
  if (!isSource(source)) {
    throw new InputError([source]);
  }
  const parsed = parse(schema, source.text);
  if (parsed === undefined || strangeRules(parsed.raw, rules).length > 0) {
    const examined = new Examination(schema, source);
    for (const finding of strangeRules(examined.raw, rules)) {
      examined.report(finding);
    }
    throw new InputError(examined.problems());
  }
  return { ...basis, ...parsed.value };
}

const entry = z.object({ rule: z.string() }).catch({ rule: "" });
const draft = z.object({ exceptions: z.array(entry) }).catch({ exceptions: [] });

/** The rules that the exceptions name and that do not exist. */
function strangeRules(raw: unknown, rules: readonly string[]): readonly Finding[] {
  return draft.parse(raw).exceptions.flatMap(({ rule }, index): readonly Finding[] =>
    rule === "" || rules.includes(rule)
      ? []
      : [
          {
            path: ["exceptions", String(index), "rule"],
            at: "value",
            message: `there is no rule ${quote(rule)}`,
            fix: didYouMean(rule, rules, "Name a rule of docs/rules."),
          },
        ],
  );
}
