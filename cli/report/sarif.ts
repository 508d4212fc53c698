import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Location, Log, Notification, ReportingDescriptor, Result } from "sarif";
import { exceptionRule } from "../../policies/framework/exceptions/rule.js";
import type { Place } from "../../stacks/schema/places.js";
import { rules } from "../gate/verdicts.js";
import type { Report, StackReport, Verdict } from "./model.js";

/** Findings that are none of a rule about resources: exceptions, mistakes in files, refused changes. */
const own: readonly ReportingDescriptor[] = [
  { id: exceptionRule.id, shortDescription: { text: exceptionRule.title } },
  { id: "INPUT", shortDescription: { text: "The files can be read and are sound" } },
  { id: "CHANGE", shortDescription: { text: "The change is one that platforms and guards allow" } },
];

const securitySeverity = { low: "3.0", medium: "5.5", high: "8.0", critical: "9.5" } as const;

/** A report in the Static Analysis Results Interchange Format, version 2.1.0. */
export function sarifOf(report: Report): string {
  const results = report.stacks.flatMap(resultsOf);
  const notifications = report.stacks.flatMap(notificationsOf);
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "comanaged",
            rules: [...descriptors(), ...strangers(report)].filter(({ id }) => used.has(id)),
          },
        },
        automationDetails: { id: `comanaged/${report.command}/` },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: report.stacks.every(({ outcome }) => outcome !== "broken engine"),
            toolExecutionNotifications: notifications,
          },
        ],
        results,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptors(): ReportingDescriptor[] {
  const sorted = [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ours = sorted.map(({ id, title, why, fix, severity, controls }) => ({
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why} To fix: ${fix}` },
    properties: {
      "security-severity": securitySeverity[severity],
      tags: Object.entries(controls).flatMap(([name, ids]) => ids.map((one) => `${name} ${one}`)),
    },
  }));
  return [...own, ...ours];
}

/** Policies of somebody else's packs, of which only the name is known. */
function strangers({ stacks }: Report): ReportingDescriptor[] {
  const known = new Set([...rules.keys(), ...own.map(({ id }) => id)]);
  const found = stacks.flatMap(({ verdicts }) => verdicts.map(({ rule }) => rule));
  return [...new Set(found)]
    .filter((rule) => !known.has(rule))
    .sort()
    .map((id) => ({ id }));
}

function resultsOf(stack: StackReport): Result[] {
  return [
    ...stack.mistakes.map(({ place, path, message, fix }) =>
      resultOf("INPUT", "error", `${path === "" ? "" : `${path}: `}${message}. ${fix}`, { place }, [
        stack.stack,
        path,
      ]),
    ),
    ...stack.refusals.map(({ place, path, message }) =>
      resultOf("CHANGE", "error", `${path === "" ? "" : `${path}: `}${message}`, { place }, [
        stack.stack,
        path,
      ]),
    ),
    ...stack.verdicts.map((verdict) => verdictResult(stack.stack, verdict)),
  ];
}

function verdictResult(stack: string, one: Verdict): Result {
  const { rule, verdict, stops, path, message, fix, urn, place, exception } = one;
  const level = verdict === "not evaluated" ? "note" : stops ? "error" : "warning";
  const where = path === "" ? "" : `${path}: `;
  const said = verdict === "fail" || verdict === "excepted" ? "" : `${verdict}: `;
  const text = `${said}${where}${message}. To fix: ${fix}`;
  const result = resultOf(rule, level, text, { place, urn }, [stack, urn, path, message]);
  return exception === undefined
    ? result
    : { ...result, suppressions: [{ kind: "external", justification: exception }] };
}

function resultOf(
  ruleId: string,
  level: "error" | "warning" | "note",
  text: string,
  where: { readonly place?: Place | undefined; readonly urn?: string },
  identity: readonly string[],
): Result {
  const digest = createHash("sha256").update(JSON.stringify([ruleId, ...identity]));
  return {
    ruleId,
    level,
    message: { text },
    locations: [locationOf(where)],
    partialFingerprints: { "comanaged/v1": digest.digest("hex") },
  };
}

function locationOf({
  place,
  urn = "",
}: {
  readonly place?: Place | undefined;
  readonly urn?: string;
}): Location {
  return {
    ...(place && {
      physicalLocation: {
        artifactLocation: { uri: uriOf(place.file) },
        region: { startLine: place.line, startColumn: place.column },
      },
    }),
    ...(urn !== "" && { logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }] }),
  };
}

function uriOf(file: string): string {
  return isAbsolute(file)
    ? pathToFileURL(file).href
    : file.split("/").map(encodeURIComponent).join("/");
}

function notificationsOf({ stack, failure, notEvaluated }: StackReport): Notification[] {
  const told = (level: "error" | "warning", text: string) => ({
    level,
    message: { text: `${stack}: ${text}` },
  });
  return [
    ...(failure === undefined ? [] : [told("error", failure)]),
    ...notEvaluated.map((text) => told("warning", text)),
  ];
}
