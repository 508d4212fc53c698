import { code, count, plain } from "./markdownText.js";
import type { ServerReport, StackReport, Verdict } from "./model.js";

/** Everything else that a report has of a stack, folded. */
export function detailsOf(stack: StackReport): string[] {
  return [
    ...folded(`Servers (${stack.servers.length})`, serverTable(stack.servers)),
    ...folded(`Verdicts (${stack.verdicts.length})`, stack.verdicts.flatMap(verdictLines)),
    ...folded(
      `What leaves the stack (${stack.leaving.length})`,
      stack.leaving.map(
        ({ name, type, stays }) =>
          `- ${code(name)} (${code(type)}) ${stays ? "stays where it is" : "is deleted"}`,
      ),
    ),
    ...folded(
      "Besides servers",
      Object.entries(stack.elsewhere).map(([op, number]) => `- ${plain(op)}: ${number}`),
    ),
    ...folded(
      `Not judged (${stack.notEvaluated.length})`,
      stack.notEvaluated.map((text) => `- ${plain(text)}`),
    ),
    ...folded(
      `${count(stack.passed.length, "rule")} passed`,
      stack.passed.length === 0 ? [] : [stack.passed.map(plain).join(", ")],
    ),
  ];
}

function folded(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : [`<details><summary>${title}</summary>`, "", ...lines, "", "</details>", ""];
}

function serverTable(servers: readonly ServerReport[]): string[] {
  if (servers.length === 0) {
    return [];
  }
  return [
    "| server | change | downtime | next window | why |",
    "| --- | --- | --- | --- | --- |",
    ...servers.map((server) => {
      const { name, change, level, downtime = "none", nextWindow = "", reasons, moves } = server;
      const what = change === "changed" ? level : change;
      const why = [...moves, ...reasons].map(plain).join("<br>");
      return `| ${code(name)} | ${what} | ${plain(downtime)} | ${plain(nextWindow)} | ${why} |`;
    }),
  ];
}

function verdictLines(one: Verdict): string[] {
  const { verdict, stops, severity, rule, title, path, message, fix, urn, exception } = one;
  const kind = stops || verdict === "excepted" ? verdict : `${verdict}, only advice`;
  const where = path === "" ? "" : ` at ${code(path)}`;
  const excepted = exception === undefined ? "" : ` Excepted by ${plain(exception)}.`;
  return [
    `- **${plain(rule)}** ${plain(title)} (${severity}, ${kind})`,
    `  ${code(urn === "" ? "the stack" : urn)}${where}: ${plain(message)}.${excepted} To fix: ${plain(fix)}`,
  ];
}
