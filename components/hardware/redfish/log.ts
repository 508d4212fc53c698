import type * as z from "zod/mini";
import type { HardwareFault, LoggedFault } from "../observed.js";
import type { Machine } from "./machine.js";
import { logEntry, logService, manager } from "./models.js";
import type { RedfishSession } from "./session.js";

/** What an entry is about, by the words that BMCs use for it; the first that fits. */
const words: readonly (readonly [RegExp, HardwareFault["part"]])[] = [
  [/fan|cooling/i, "fan"],
  [/temperature|thermal/i, "temperature"],
  [/power ?suppl|psu/i, "power"],
  [/memory|dimm/i, "memory"],
  [/drive|disk|storage|ssd|raid/i, "drive"],
  [/processor|cpu/i, "processor"],
];

type Entry = z.infer<typeof logEntry>;

/** Faults in all logs of a machine and of its BMC. */
export async function loggedFaults(
  session: RedfishSession,
  machine: Machine,
): Promise<LoggedFault[]> {
  const { LogServices, Links } = await machine.read();
  const managers = await Promise.all(
    (Links?.ManagedBy ?? []).map(({ "@odata.id": path }) => session.get(path, manager)),
  );
  const places = [LogServices, ...managers.map((one) => one.LogServices)];
  const paths = new Set(places.flatMap((place) => place?.["@odata.id"] ?? []));
  const found: LoggedFault[] = [];
  for (const path of paths) {
    for (const { Entries } of await session.members(path, logService)) {
      const entries = await session.embedded(Entries?.["@odata.id"], logEntry);
      found.push(...entries.flatMap(faultOf));
    }
  }
  return found;
}

/** The fault that an entry tells of: none where all is well, or of no part that fails. */
function faultOf({
  "@odata.id": entry,
  Created,
  Severity,
  Message,
  ...told
}: Entry): LoggedFault[] {
  const severity = ({ Critical: "critical", Warning: "warning" } as const)[Severity ?? ""];
  const about = [told.SensorType, told.MessageId, Message, told.Name].filter(Boolean);
  const [, part] = words.find(([word]) => about.some((text) => word.test(text ?? ""))) ?? [];
  if (severity === undefined || part === undefined) {
    return [];
  }
  const at = Created ? new Date(Created) : undefined;
  const isKnown = at !== undefined && !Number.isNaN(at.getTime());
  return [
    {
      ...{ part, severity, entry },
      name: told.Links?.OriginOfCondition?.["@odata.id"].split("/").at(-1) ?? part,
      what: (Message ?? "").trim() || "is not well",
      ...(isKnown && { at: at.toISOString() }),
    },
  ];
}
