import { code, count, plain } from "../report/markdownText.js";
import type { Line, Request } from "./request.js";

const columns = [
  "source",
  "destination",
  "protocol",
  "ports",
  "purpose",
  "owner",
  "since",
] as const;

/** The request as Markdown, for people. */
export function markdownOf(request: Request): string {
  const { customer, stack, asOf, lines, undeclared } = request;
  const compared = request.new.length + request.gone.length > 0;
  const parts = [
    `# Datacenter firewall: what the servers of ${plain(customer)} need`,
    `Estate ${code(stack)}, as of ${asOf}: ${count(lines.length, "rule")}. Traffic within one network is left out; so are answers.`,
    ...(compared
      ? [section("New", request.new), section("Gone: can be closed", request.gone)]
      : []),
    section(compared ? "All that is needed" : "Needed", lines),
  ];
  const open = undeclared.map((name) => `- ${plain(name)}`).join("\n");
  const rest = `## Not declared\n\nNothing is known of the traffic of these servers:\n\n${open}`;
  return `${[...parts, ...(undeclared.length > 0 ? [rest] : [])].join("\n\n")}\n`;
}

function section(title: string, lines: readonly Line[]): string {
  if (lines.length === 0) {
    return `## ${title}\n\nNothing.`;
  }
  const rows = lines.map((line) => {
    const cells = columns.map((column) => plain(textOf(line, column)));
    return row([plain(line.server), plain(line.flow), ...cells]);
  });
  const head = ["server", "flow", ...columns];
  return [`## ${title}`, "", row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function textOf(line: Line, column: (typeof columns)[number]): string {
  const value = line[column];
  return typeof value === "string" ? value : value.join(" ");
}

/** The request as CSV (RFC 4180): the state of each line, then what it says. */
export function csvOf(request: Request): string {
  const fresh = new Set(request.new);
  const rows = [
    ...request.lines.map((line) => ({ state: fresh.has(line) ? "new" : "needed", line })),
    ...request.gone.map((line) => ({ state: "gone", line })),
  ].map(({ state, line }) => [
    ...[state, line.server, line.flow],
    ...columns.map((column) => textOf(line, column)),
  ]);
  const all = [["state", "server", "flow", ...columns], ...rows];
  return all.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** A table must not take a text for a formula, which it does by its first character. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The request as JSON, which a later run takes as `--since`. */
export function jsonOf(request: Request): string {
  return `${JSON.stringify(request, undefined, 2)}\n`;
}
