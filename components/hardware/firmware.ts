import type { FirmwareLevel, ObservedHardware } from "./observed.js";

/** The levels of firmware that are wanted of a model: `= 1.65` or `>= 2.20`, by what they are of. */
export type WantedLevels = Readonly<Record<string, string | undefined>>;

/** A level that is not the one that is wanted. */
export interface UnwantedLevel {
  readonly name: string;
  /** Absent where the BMC does not tell it. */
  readonly is?: string;
  readonly wanted: string;
}

/** A version among other words, such as in `U54 v2.20 (12/01/2025)`. */
const version = /\d+(?:\.\d+)+[a-z]?/;

/** Where the firmware of a machine is not what is wanted of its model. */
export function unwantedLevels(
  { model, firmware }: Pick<ObservedHardware, "model" | "firmware">,
  wanted: Readonly<Record<string, WantedLevels>>,
): UnwantedLevel[] {
  return Object.entries(wanted[model] ?? {}).flatMap(([name, level]): UnwantedLevel[] => {
    const seen = firmware.find((one) => one.name === name);
    if (level === undefined || (seen !== undefined && isWanted(seen, level))) {
      return [];
    }
    return [{ name, wanted: level, ...(seen && { is: seen.version }) }];
  });
}

function isWanted({ version: told }: FirmwareLevel, level: string): boolean {
  const [is, wanted] = [version.exec(told)?.[0], version.exec(level)?.[0]];
  if (is === undefined || wanted === undefined) {
    return false;
  }
  const order = compare(is, wanted);
  return level.startsWith("=") ? order === 0 : order >= 0;
}

/** Number by number; what is missing is nothing, and a letter comes after its number. */
function compare(one: string, other: string): number {
  const [first, second] = [one, other].map((text) => text.match(/\d+|[a-z]/g) ?? []);
  for (let place = 0; place < Math.max(first?.length ?? 0, second?.length ?? 0); place += 1) {
    const [a, b] = [weightOf(first?.[place]), weightOf(second?.[place])];
    if (a !== b) {
      return a - b;
    }
  }
  return 0;
}

function weightOf(part = "0"): number {
  return /\d/.test(part) ? Number(part) : part.charCodeAt(0) - "a".charCodeAt(0) + 1;
}
