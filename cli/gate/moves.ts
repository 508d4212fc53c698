import { z } from "zod";
import type { Step } from "./observe.js";

const outputs = z.object({
  servers: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

/** The facts of a server in the outputs of its stack, with the words that people use for them. */
const facts = {
  service: "service",
  environment: "environment",
  dataLevel: "data level",
  patchGroup: "patch group",
  window: "maintenance window",
  backupClass: "backup class",
} as const;

/** Facts about a server that change: `patch group: test → production`. */
export function movesOf(server: string, steps: readonly Step[]): string[] {
  const stack = steps.find(({ type }) => type === "pulumi:pulumi:Stack");
  const before = factsOf(server, stack?.old?.outputs);
  const after = factsOf(server, stack?.new?.outputs);
  if (before === undefined || after === undefined) {
    return [];
  }
  const changed = Object.entries(facts).filter(([key]) => before[key] !== after[key]);
  // The window moves with the group; said twice, it hides what was meant.
  const isSameGroup = before["patchGroup"] === after["patchGroup"];
  const told = changed.filter(([key]) => key !== "window" || isSameGroup);
  return told.map(([key, words]) => `${words}: ${shown(before[key])} → ${shown(after[key])}`);
}

function factsOf(server: string, found: unknown) {
  const read = outputs.safeParse(found ?? {});
  return read.success ? read.data.servers[server] : undefined;
}

function shown(fact: unknown): string {
  return typeof fact === "string" || typeof fact === "number" ? String(fact) : "not told";
}
