import type { Level } from "../../components/service/blastRadius/level.js";
import { count } from "./markdownText.js";
import { isFinding, type ServerReport, type StackReport } from "./model.js";

const effects: Readonly<Record<Level, readonly [one: string, more: string]>> = {
  none: ["changes without noticing it", "change without noticing it"],
  online: ["changes online", "change online"],
  reboot: ["reboots", "reboot"],
  replace: ["is replaced or interrupted", "are replaced or interrupted"],
  "data loss": ["loses data", "lose data"],
};

/** What happens to how many servers: `2 servers change online, 1 server reboots`. */
export function serversInWords(servers: readonly ServerReport[]): string {
  const groups = new Map<string, number>();
  const order = [...servers].sort((a, b) => rankOf(a) - rankOf(b));
  for (const server of order) {
    const key = server.change === "changed" ? server.level : server.change;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  const parts = [...groups].map(([key, number]) => {
    const [one, more] = wordsFor(key);
    return `${count(number, "server")} ${number === 1 ? one : more}`;
  });
  return parts.length === 0 ? "no server changes" : parts.join(", ");
}

const ranks = ["added", "none", "online", "reboot", "replace", "data loss", "removed"];

function rankOf({ change, level }: ServerReport): number {
  return ranks.indexOf(change === "changed" ? level : change);
}

function wordsFor(key: string): readonly [string, string] {
  const level = Object.entries(effects).find(([name]) => name === key);
  return (
    level?.[1] ?? (key === "added" ? ["is added", "are added"] : ["is removed", "are removed"])
  );
}

/** What the rules said, in a few words. */
export function rulesInWords({ verdicts, passed, outcome }: StackReport): string {
  const findings = verdicts.filter(isFinding).length;
  if (findings > 0) {
    return `${count(findings, "finding")} of rules`;
  }
  if (outcome !== "clean" || passed.length === 0) {
    return outcome === "clean" ? "no rule was asked" : "not all rules were asked";
  }
  const advice = verdicts.filter(({ verdict, stops }) => !stops && verdict !== "excepted").length;
  return `all rules hold${advice === 0 ? "" : `, with ${count(advice, "piece")} of advice`}`;
}

/** How long an exception still lasts: `expires in 9 days`. */
export function lifeLeft(daysLeft: number | undefined): string {
  if (daysLeft === undefined) {
    return "has no known end";
  }
  return daysLeft < 0
    ? `expired ${count(-daysLeft, "day")} ago`
    : `expires in ${count(daysLeft, "day")}`;
}
