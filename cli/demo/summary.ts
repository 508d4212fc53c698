import type { Stack } from "@pulumi/pulumi/automation/index.js";
import Table from "cli-table3";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** The part of an estate's outputs that the summary shows. */
const outputs = z.object({
  customer: z.string(),
  servers: z.record(
    z.string(),
    z.object({
      runsOn: z.string(),
      address: z.string(),
      patchGroup: z.string(),
      nextWindow: z.string(),
      backupClass: z.string(),
      dataLevel: z.number(),
    }),
  ),
});

type Estate = z.infer<typeof outputs>;

/** What the demo has brought up, as a person likes to read it. */
export async function summarize(stacks: readonly Stack[]): Promise<string> {
  const estates = await Promise.all(
    stacks.map(async (stack) => {
      const found = await stack.outputs();
      return outputs.parse(
        Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value])),
      );
    }),
  );
  return estates.map(estateTable).join("\n\n");
}

function estateTable({ customer, servers }: Estate): string {
  const table = new Table({
    head: ["server", "runs on", "address", "level", "patch group", "next window", "backup"],
    chars: borderless,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  for (const [name, server] of Object.entries(servers)) {
    table.push([
      name,
      server.runsOn,
      server.address,
      String(server.dataLevel),
      server.patchGroup,
      localTime(server.nextWindow),
      server.backupClass,
    ]);
  }
  return `${customer}\n${table.toString().replaceAll(/ +$/gm, "")}`;
}

/** A local time such as `Tue 15 Dec 2026, 21:00`; its zone stands in the catalog. */
function localTime(text: string): string {
  const time = Temporal.ZonedDateTime.from(text);
  const day = time.toLocaleString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return `${day.replaceAll(",", "")}, ${time.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

const borderless = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "  ",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};
