import type { ComparedFirewall, Difference } from "./compare.js";

const said: Readonly<Record<Difference["kind"], string>> = {
  missing: "is declared, and no rule of this name is on the server",
  different: "lets other traffic through on the server than is declared",
  extra: "lets traffic through on the server and is not declared",
};

/** The comparison for people: a line for each difference, and one for each server without any. */
export function linesOf(firewalls: readonly ComparedFirewall[]): string[] {
  return firewalls.flatMap(linesOfOne);
}

function linesOfOne({ server, standing, differences, reason }: ComparedFirewall): string[] {
  switch (standing) {
    case "as-declared":
      return [`${server}: as declared`];
    case "undeclared":
      return [`${server}: nothing is declared, and nothing is compared`];
    case "undetermined":
      return [`${server}: UNDETERMINED: ${reason}`];
    case "differs":
      return differences.map(
        ({ place: { file, line, column }, kind, rule }) =>
          `${file}:${line}:${column}: ${server}: rule "${rule}" ${said[kind]}`,
      );
  }
}

/** The comparison for programs. */
export function jsonOf(firewalls: readonly ComparedFirewall[]): string {
  return JSON.stringify({ servers: firewalls }, undefined, 2);
}
