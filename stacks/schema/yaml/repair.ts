import { type Fault, faultOf } from "./fault.js";
import { indent, isContent, nextLine, previousLine } from "./indent.js";
import { type Slip, unreadableTag } from "./tree.js";

/** A line that is put right or left out, so that the parser can pass it. */
export interface Repair {
  readonly index: number;
  readonly line: string;
  readonly fault: Fault;
}

/** The next line to put right: quotes and brackets first, because they swallow what follows. */
export function nextRepair(
  slips: readonly Slip[],
  lines: readonly string[],
  touched: ReadonlySet<number>,
): Repair | undefined {
  const [slip] = slips;
  if (slip === undefined) {
    return undefined;
  }
  const swallows = slips.some(({ message }) => message.startsWith("Missing closing"));
  const open = swallows ? lines.findIndex(isUnclosed) : -1;
  const bracket = slips.some(({ message }) => message.startsWith("Flow "))
    ? lines.findIndex((line) => isUnbalanced(line))
    : -1;
  if (open !== -1 && !touched.has(open)) {
    return { index: open, line: withoutValue(open, lines), fault: faultAt(open, lines, openQuote) };
  }
  if (bracket !== -1 && !touched.has(bracket)) {
    const line = `${lines[bracket]} ${(lines[bracket] ?? "").includes("{") ? "}" : "]"}`;
    return { index: bracket, line, fault: faultAt(bracket, lines, openBracket) };
  }
  const index = blame(slip, lines);
  return touched.has(index) ? undefined : repairOf(slip, index, lines);
}

function repairOf(slip: Slip, index: number, lines: readonly string[]): Repair {
  const line = lines[index] ?? "";
  const aligned = alignment(index, lines);
  if (aligned === undefined) {
    return { index, line: withoutValue(index, lines), fault: faultAt(index, lines, faultOf(slip)) };
  }
  const fault = {
    message: `the line is indented by ${indent(line)} spaces and its neighbours by ${aligned}`,
    allowed: "the same indentation for all keys of a mapping",
    fix: `Indent it by ${aligned} spaces.`,
  };
  const repaired = " ".repeat(aligned) + line.trimStart();
  return { index, line: repaired, fault: faultAt(index, lines, fault) };
}

function faultAt(index: number, lines: readonly string[], fault: Omit<Fault, "spot">): Fault {
  return { ...fault, spot: { line: index + 1, column: indent(lines[index] ?? "") + 1 } };
}

const openQuote = {
  message: "a quote opens in this line and does not close",
  allowed: "quotes in pairs",
  fix: "Close the quote at the end of the value.",
};

const openBracket = {
  message: "a bracket opens in this line and does not close",
  allowed: "brackets in pairs",
  fix: "Close the bracket at the end of the line.",
  losesValue: true,
} as const;

/** The line that is to blame: a wrong indentation is noticed in the line before. */
function blame(slip: Slip, lines: readonly string[]): number {
  const noticed = Math.min(slip.spot.line, lines.length) - 1;
  const next = nextLine(noticed, lines);
  const isInline = /:\s+[^\s#&*!|>{["'].*$/.test(lines[noticed] ?? "");
  const isDeeper = next !== undefined && indent(lines[next] ?? "") > indent(lines[noticed] ?? "");
  const isCarriedOver =
    slip.code === "BLOCK_AS_IMPLICIT_KEY" || slip.code === "MULTILINE_IMPLICIT_KEY";
  return isCarriedOver && isInline && isDeeper ? next : noticed;
}

/** Whether a quote opens the value or the key of a line and does not close in it. */
function isUnclosed(line: string): boolean {
  const [, quote = "", rest = ""] = /^\s*(?:[^\s"'#]+:\s+)?(["'])(.*)$/.exec(line) ?? [];
  return quote !== "" && !rest.replace(/\\./g, "").includes(quote);
}

/** Whether the value of a line opens a bracket that does not close in it. */
function isUnbalanced(line: string): boolean {
  const count = (sign: string) => line.split(sign).length;
  return /:\s+[{[]/.test(line) && (count("{") > count("}") || count("[") > count("]"));
}

/** The indentation that a line should have, when it has no indentation of its neighbours. */
function alignment(index: number, lines: readonly string[]): number | undefined {
  const line = lines[index] ?? "";
  const previous = previousLine(index, lines);
  if (previous === undefined || !/^\s*[\w.-]+:(\s|$)/.test(line)) {
    return undefined;
  }
  const above = lines[previous] ?? "";
  const own = indent(line);
  const levels = new Set(lines.slice(0, index).filter(isContent).map(indent));
  const isOpen = /:\s*(#.*)?$/.test(above);
  const isTooDeep = own > indent(above) && !isOpen;
  const isBetween = own < indent(above) && !levels.has(own);
  return isTooDeep || isBetween ? indent(above) : undefined;
}

/** The line with a mark in place of what cannot be read. */
function withoutValue(index: number, lines: readonly string[]): string {
  const line = lines[index] ?? "";
  const next = nextLine(index, lines);
  const [, margin = "", key] =
    /^(\s*)("[^"]*"|'[^']*'|[A-Za-z][\w.-]*)(?=[\s:]|$)/.exec(line) ?? [];
  if (key === undefined) {
    return "";
  }
  const isParent = next !== undefined && indent(lines[next] ?? "") > margin.length;
  return isParent ? `${margin}${key}:` : `${margin}${key}: ${unreadableTag} x`;
}
