import { isOnPremises, type Platform } from "../../../components/service/platform.js";
import type { RunningHours } from "../../../components/service/time/runningHours.js";
import { type Draft, entriesBelow, entriesOf } from "../inspect/draft.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { always, runningHours } from "../runningHours.js";
import { type Declared, lookUp } from "./declared.js";

/** The running hours of a raw catalog; those with the name of none are reported. */
export function draftRunningHours(raw: unknown, report: Report): Declared<RunningHours> {
  const offered = entriesBelow(raw, "runningHours");
  if (offered.has(always)) {
    report({
      path: ["runningHours", always],
      at: "key",
      message: `${quote(always)} is the word for servers that no scheduler stops`,
      allowed: "any other name",
      fix: "Choose another name.",
    });
  }
  const hours = [...offered].map(([name, value]): [string, RunningHours | undefined] => {
    const { data } = runningHours.safeParse(value);
    return [name, data && { name, ...data }];
  });
  return isReadable(entriesOf(raw).get("runningHours")) ? new Map(hours) : undefined;
}

function isReadable(section: unknown): boolean {
  return section === undefined || (typeof section === "object" && section !== null);
}

/** The hours that a name means; a name that is not in the catalog is reported. */
export function lookUpHours(
  hours: Declared<RunningHours>,
  name: string | undefined,
  path: Path,
  report: Report,
): RunningHours | undefined {
  const known = hours && new Map([...hours, [always, undefined] as const]);
  return lookUp(known, name, { kind: "running hours", where: "the catalog" }, path, report);
}

/** What a server and its estate say about its hours. */
type RunningDraft = Draft<{ readonly platform?: Platform; readonly runs?: string }>;

const onPremisesNames = {
  vsphere: "vSphere",
  hyperv: "Hyper-V",
  physical: "physical hardware",
} as const;

/** When a server runs, where somebody starts and stops it; elsewhere that is reported. */
export function resolveHours(
  { value, broken }: RunningDraft,
  around: {
    readonly defaults: Draft<{ readonly runs?: string | undefined }>;
    readonly catalog: { readonly runningHours: Declared<RunningHours> };
  },
  path: Path,
  report: Report,
): { readonly runs?: string } {
  lookUpHours(around.catalog.runningHours, value.runs, [...path, "runs"], report);
  const runs = value.runs ?? (broken.has("runs") ? undefined : around.defaults.value.runs);
  if (runs === undefined || runs === always) {
    return {};
  }
  if (value.platform !== undefined && isOnPremises(value.platform)) {
    report({
      path: [...path, value.runs === undefined ? "platform" : "runs"],
      at: "value",
      message: `running hours cannot be kept on ${onPremisesNames[value.platform]}, where nothing starts and stops machines by the clock, and the server is to run in ${quote(runs)} only`,
      allowed: quote(always),
      fix: 'Write "runs: always" at the server.',
    });
  }
  return { runs };
}
