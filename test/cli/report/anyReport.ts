import fc from "fast-check";
import type { Outcome, Report, StackReport } from "../../../cli/report/model.js";
import { levels } from "../../../components/service/blastRadius/level.js";
import { severities, verdicts } from "../../../policies/framework/verdictLine.js";

/** Texts that mean something to Markdown, HTML, XML, forges or terminals. */
const nasty = fc.constantFrom(
  ...["<script>alert(1)</script>", "</details>", "<!-- comanaged-gate -->", "@team", "#12", "a|b"],
  ...["`code`", "``", "[x](https://evil.example)", "![x](http://e.example/p.png)", "]]>", "&amp;"],
  ...["\u0000\u0008\u001b[31m", "\ud800", "one\ntwo\r\n# three", "*a* _b_ ~~c~~", "- x", "$(id)"],
);
export const anyText = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 }), fc.lorem());

const place = fc.record({
  file: fc.constantFrom("stacks/chemistry.estate.yaml", "stacks/a b#c.estate.yaml", "/tmp/x.json"),
  line: fc.integer({ min: 1, max: 9999 }),
  column: fc.integer({ min: 1, max: 200 }),
});

const verdict = fc.record(
  {
    rule: fc.constantFrom("CLS-02", "NET-01", "somebody-elses"),
    title: anyText,
    verdict: fc.constantFrom(...verdicts),
    severity: fc.constantFrom(...severities),
    stops: fc.boolean(),
    urn: anyText,
    path: anyText,
    message: anyText,
    fix: anyText,
    server: anyText,
    place,
    exception: anyText,
  },
  {
    requiredKeys: [
      "rule",
      "title",
      "verdict",
      "severity",
      "stops",
      "urn",
      "path",
      "message",
      "fix",
    ],
    noNullPrototype: true,
  },
);

const server = fc.record(
  {
    name: anyText,
    change: fc.constantFrom("added", "changed", "removed"),
    level: fc.constantFrom(...levels),
    reasons: fc.array(anyText, { maxLength: 3 }),
    downtime: anyText,
    moves: fc.array(anyText, { maxLength: 2 }),
    nextWindow: anyText,
    backup: anyText,
    customerTasks: fc.array(anyText, { maxLength: 2 }),
    place,
  },
  {
    requiredKeys: ["name", "change", "level", "reasons", "moves", "customerTasks"],
    noNullPrototype: true,
  },
);

const words: readonly Outcome[] = ["clean", "findings", "broken input", "broken engine"];

const stack: fc.Arbitrary<StackReport> = fc.record(
  {
    stack: fc.constantFrom("site", "chemistry", "library"),
    outcome: fc.constantFrom(...words),
    customer: anyText,
    asOf: fc.constant("2026-11-21"),
    mistakes: fc.array(fc.record({ place, path: anyText, message: anyText, fix: anyText }), {
      maxLength: 3,
    }),
    failure: anyText,
    refusals: fc.array(fc.record({ path: anyText, message: anyText, place }), { maxLength: 3 }),
    verdicts: fc.array(verdict, { maxLength: 4 }),
    passed: fc.subarray(["CLS-02", "NET-01", "OWN-01"]),
    notEvaluated: fc.array(anyText, { maxLength: 2 }),
    servers: fc.array(server, { maxLength: 4 }),
    elsewhere: fc.constant({ update: 2 }),
    leaving: fc.array(
      fc.record({ urn: anyText, type: anyText, name: anyText, stays: fc.boolean() }),
      { maxLength: 2 },
    ),
    confirmations: fc.array(anyText, { maxLength: 2 }),
    emergencies: fc.array(anyText, { maxLength: 2 }),
    exceptions: fc.array(
      fc.record({ rule: anyText, urn: anyText, exception: anyText, daysLeft: fc.integer() }),
      { maxLength: 2 },
    ),
  },
  {
    requiredKeys: [
      ...([
        "stack",
        "outcome",
        "mistakes",
        "refusals",
        "verdicts",
        "passed",
        "notEvaluated",
      ] as const),
      ...(["servers", "elsewhere", "leaving", "confirmations", "exceptions"] as const),
      "emergencies",
    ],
    noNullPrototype: true,
  },
);

/** Reports with everything that can be in one, in texts that try to break out of it. */
export const anyReport: fc.Arbitrary<Report> = fc.record({
  command: fc.constantFrom("gate", "audit"),
  stacks: fc.array(stack, { maxLength: 3 }),
  notTaken: fc.array(anyText, { maxLength: 2 }),
});
