import type { Path } from "../report/finding.js";
import type { Slip, Spot } from "./tree.js";

/** A mistake in the YAML, in the words of the report. */
export interface Fault {
  readonly spot: Spot;
  readonly path?: Path;
  readonly message: string;
  readonly allowed: string;
  readonly fix: string;
  /** Whether the value is lost, so that nothing else can be said of it. */
  readonly losesValue?: true;
}

/** What the parser says, in the words of the report. */
export function faultOf({ code, message, spot, path }: Slip): Fault {
  const place = { spot, ...(path && { path }) };
  const known = words[code];
  if (known !== undefined) {
    return { ...place, ...known, ...(code === "DUPLICATE_KEY" && { message }) };
  }
  return {
    ...place,
    message: `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    allowed: 'lines of "key: value"',
    fix: "Look for a missing colon, quote, bracket or space in or before this line.",
  };
}

const noTags = {
  message: "tags (!…) are not read here",
  allowed: "plain values",
  fix: "Write the value without a tag.",
};

const words: Readonly<Record<string, Omit<Fault, "spot">>> = {
  ALIAS: {
    message: "aliases (*…) are not read here",
    allowed: "every value where it counts, so that a message can name its line",
    fix: 'Write the value itself; what many servers share belongs into "defaults".',
  },
  TAG: noTags,
  TAG_RESOLVE_FAILED: noTags,
  DUPLICATE_KEY: {
    message: "the key stands here for the second time",
    allowed: "every key once",
    fix: "Remove one of the two.",
  },
  NON_STRING_KEY: {
    message: "the key is not text",
    allowed: "text as a key",
    fix: "Write the name as plain text.",
  },
  MULTIPLE_DOCS: {
    message: "a second document starts here",
    allowed: "one document in a file",
    fix: 'Remove the line "---" and what does not belong here.',
  },
  BAD_SCALAR_START: {
    message: "a value cannot start with this character",
    allowed: "letters, digits or a value in quotes",
    fix: "Put the value in quotes.",
    losesValue: true,
  },
  BAD_DQ_ESCAPE: {
    message: "there is no such escape sequence",
    allowed: 'a backslash in double quotes only before n, t, x, u, " and \\',
    fix: "Use single quotes, or write the backslash twice.",
    losesValue: true,
  },
};
