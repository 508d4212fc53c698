/** What a pack says about a rule at a place; a rule that passes says nothing. */
export const verdicts = ["fail", "undetermined", "excepted", "not evaluated"] as const;

export const severities = ["low", "medium", "high", "critical"] as const;

/** One verdict, as it stands in the message of a policy event; the event names the resource. */
export interface VerdictLine {
  /** Such as `NET-01`. */
  readonly rule: string;
  readonly verdict: (typeof verdicts)[number];
  readonly severity: (typeof severities)[number];
  /** Where in the resource, such as `tags.DataLevel`, several with commas; empty for all of it. */
  readonly path: string;
  /** One sentence without a full stop. */
  readonly message: string;
  readonly fix: string;
  /** What lets an `excepted` finding pass, such as `CHG-4711 until 2027-01-31`. */
  readonly exception?: string;
}

const fixMark = ". To fix: ";
const exceptionMark = ". Excepted by ";
/** What the engine writes around a message to color it. */
const colors = /<\{%[a-z ]+%\}>/g;
const step = String.raw`(?:[^\s",]|"(?:[^"\\]|\\.)*")+?`;
const line = new RegExp(
  `^(${verdicts.join("|")}) ([A-Z]+-[0-9]+) \\((${severities.join("|")})\\)` +
    `(?: at (${step}(?:, ${step})*))?: (.*)$`,
);

/**
 * The verdict as one line, such as
 * `fail NET-01 (critical) at ingress[0]: port 22 (SSH) is open to the Internet. To fix: …`.
 */
export function renderVerdict(verdict: VerdictLine): string {
  const where = verdict.path === "" ? "" : ` at ${verdict.path}`;
  const exception = verdict.exception === undefined ? "" : `${exceptionMark}${verdict.exception}`;
  const head = `${verdict.verdict} ${verdict.rule} (${verdict.severity})${where}`;
  return `${head}: ${verdict.message}${exception}${fixMark}${verdict.fix}`.replaceAll("\n", " ");
}

/**
 * The verdict in the message of a policy event, where a description of the rule stands above it;
 * undefined for the message of a pack that is not ours.
 */
export function parseVerdict(eventMessage: string): VerdictLine | undefined {
  for (const text of eventMessage.replaceAll(colors, "").split("\n")) {
    const [, verdict, rule = "", severity, path = "", rest = ""] = line.exec(text.trim()) ?? [];
    const [verdictWord, severityWord] = [oneOf(verdicts, verdict), oneOf(severities, severity)];
    if (verdictWord !== undefined && severityWord !== undefined) {
      const [said = "", fix = ""] = splitAt(rest, fixMark);
      const [message = "", exception] = splitAt(said, exceptionMark);
      const found = { rule, verdict: verdictWord, severity: severityWord, path, message, fix };
      return exception === undefined ? found : { ...found, exception };
    }
  }
  return undefined;
}

function splitAt(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function oneOf<const T extends string>(words: readonly T[], word: string | undefined) {
  return words.find((each) => each === word);
}
