import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { longestDays } from "./framework/exceptions/flaws.js";
import type { StackExample } from "./framework/graph.js";
import type { Example, RuleFacts } from "./framework/rule.js";
import { pack } from "./packs/all.pack.js";

/** The folder of the reference pages, one for each rule. */
export const docsFolder = join(__dirname, "../../docs/rules");

const onUnknown = {
  deny: "denied, like a failure",
  warn: "reported as advisory; the update decides before it creates anything",
  defer: "settled once the whole stack is seen; what stays unknown is denied",
  deferOrWarn: "settled once the whole stack is seen; what stays unknown is reported as advisory",
} as const;

/** The reference pages by file name, with an index. */
export function pages(): ReadonlyMap<string, string> {
  const facts = [...pack.rules, ...pack.stackRules.map(({ rule }) => rule)];
  const rules = [...new Set(facts)].sort((a, b) => a.id.localeCompare(b.id, "en"));
  return new Map([
    ["README.md", index(rules)],
    ...rules.map((rule): [string, string] => [`${rule.id}.md`, page(rule)]),
  ]);
}

function index(rules: readonly RuleFacts[]): string {
  const lines = rules.map(
    ({ id, title, severity }) => `| [${id}](${id}.md) | ${title} | ${severity} |`,
  );
  return `${notice}
# Policy rules

| Rule | What holds | Severity |
| --- | --- | --- |
${lines.join("\n")}
`;
}

function page(rule: RuleFacts): string {
  const controls = Object.entries(rule.controls).map(([name, ids]) => `${name} ${ids.join(", ")}`);
  return `${notice}
# ${rule.id}: ${rule.title}

${rule.why}

**To fix:** ${rule.fix}

| | |
| --- | --- |
| Severity | ${rule.severity} |
| Responsible | the ${rule.responsible} |
| Controls | ${controls.join("; ")} |
| Unknown at preview | ${onUnknown[rule.onUnknown]} |
| Applies to | ${listed(rule.tokens)} |
| Exceptions | ${rule.isAbsolute ? "none" : `for at most ${longestDays[rule.severity]} days`} |
${rule.advisesOn ? `| Only advises on | ${listed(rule.advisesOn)} |\n` : ""}
## Passes

${examplesOf(rule, "pass")}
## Fails

${examplesOf(rule, "fail")}`;
}

/** The examples of all halves of a rule. */
function examplesOf({ id }: RuleFacts, verdict: "pass" | "fail"): string {
  const single = pack.rules.filter((rule) => rule.id === id);
  const whole = pack.stackRules.filter(({ rule }) => rule.id === id);
  return [
    ...single.flatMap(({ examples }) => examples[verdict].map(example)),
    ...whole.flatMap(({ examples }) => examples[verdict].map(stackExample)),
  ].join("\n");
}

function listed(tokens: readonly string[]): string {
  return tokens.map((token) => `\`${token}\``).join("<br>");
}

function example({ title, type, inputs }: Example): string {
  return `${title}, \`${type}\`:

\`\`\`json
${JSON.stringify(inputs, null, 2)}
\`\`\`
`;
}

function stackExample({ title, resources }: StackExample): string {
  return `${title}:

\`\`\`json
${JSON.stringify(resources, null, 2)}
\`\`\`
`;
}

const notice = "<!-- Generated from the rules by `node dist/policies/docs.js`. -->\n";

/** Writes the pages to `folder`. */
function writePages(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of pages()) {
    writeFileSync(join(folder, name), content);
  }
}

if (require.main === module) {
  writePages(docsFolder);
}
