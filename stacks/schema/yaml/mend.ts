import { type Fault, faultOf } from "./fault.js";
import { nextRepair } from "./repair.js";
import { straightenTabs } from "./tabs.js";
import { type Reading, readTree } from "./tree.js";

/** What could be read of a text, and the faults that had to be left out or mended. */
export interface Mended {
  readonly reading: Reading;
  readonly faults: readonly Fault[];
}

/** Faults after which the parser finds its way back by itself. */
const harmless: ReadonlySet<string> = new Set([
  "ALIAS",
  "TAG",
  "TAG_RESOLVE_FAILED",
  "DUPLICATE_KEY",
  "NON_STRING_KEY",
  "BAD_SCALAR_START",
  "BAD_DQ_ESCAPE",
  "MULTIPLE_DOCS",
]);

/** Each round parses the whole text: about one second for a megabyte. */
const mostRounds = 30;
const mostCharacters = 12_000_000;

/**
 * Reads a text that may not be YAML. A line that the parser cannot pass is put right or left out,
 * and the text is read again, so that the mistakes around it are found as well.
 */
export function readMended(text: string): Mended {
  const lines = text.split("\n");
  const faults: Fault[] = [...straightenTabs(lines)];
  let reading = readTree(lines.join("\n"));
  const rounds = Math.min(mostRounds, Math.ceil(mostCharacters / (text.length + 1)));
  const touched = new Set<number>();
  for (let round = 0; round < rounds; round += 1) {
    const slips = reading.slips.filter(({ code }) => !harmless.has(code));
    const repair = nextRepair(slips, lines, touched);
    if (repair === undefined) {
      break;
    }
    faults.push(repair.fault);
    touched.add(repair.index);
    lines[repair.index] = repair.line;
    reading = readTree(lines.join("\n"));
  }
  return { reading, faults: [...faults, ...reading.slips.map(faultOf)] };
}
