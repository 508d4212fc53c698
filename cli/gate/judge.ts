import { StackNotFoundError } from "@pulumi/pulumi/automation/errors.js";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";
import { confirmationNotices } from "../../components/service/confirmation.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import type { Places } from "../../stacks/schema/places.js";
import { readCatalog, readEstate, readSite } from "../../stacks/schema/read.js";
import type { EstateExceptions } from "../../stacks/schema/readExceptions.js";
import { InputError } from "../../stacks/schema/report/inputError.js";
import type { Engine } from "../engine/engine.js";
import { exceptionsOf, policyConfig } from "../policyConfig/command.js";
import { maskerOf } from "../report/mask.js";
import { emptyReport, isFinding, type Outcome, type StackReport } from "../report/model.js";
import { pulumiCommand } from "../stack/pulumi.js";
import { messageOf } from "../stack/run.js";
import type { Approvals } from "./approval/approvals.js";
import { emergenciesOf } from "./emergencies.js";
import { exceptionsIn } from "./exceptions.js";
import { missingStack, mistakesOf } from "./mistakes.js";
import { nameOf, type Step } from "./observe.js";
import type { PolicyPacks } from "./packConfigs.js";
import { placesOf } from "./places.js";
import { type Preview, preview } from "./preview.js";
import { failuresOf } from "./refusals.js";
import { secretsOf } from "./secrets.js";
import { type ServerOf, serverReports, serversOf } from "./servers.js";
import { siteStack } from "./touched.js";
import { verdictsOf } from "./verdicts.js";

/** What stacks are judged with. */
export interface Bench {
  readonly engine: () => Promise<Engine>;
  /** Folder of the project. */
  readonly workDir: string;
  /** Folder of the estates and the catalog. */
  readonly stacks: string;
  readonly packs: Pick<PolicyPacks, "folders" | "configs">;
  /** Looks for the reviews that approve exceptions; absent where there is nobody to ask. */
  readonly approvals?: Approvals;
}

/** Judges what the files would do to a stack, without doing it. */
export async function judge(name: string, bench: Bench): Promise<StackReport> {
  const input = readInput(bench.stacks, name);
  if (input instanceof InputError) {
    return { ...emptyReport(name, "broken input"), mistakes: mistakesOf(input.problems) };
  }
  const places = placesOf(bench.stacks, name);
  try {
    const open = (environment: Readonly<Record<string, string>>) =>
      openExisting(name, bench, environment);
    const mask = maskerOf(await secretsOf(await open({})));
    const packs = { ...bench.packs, settings: await settingsFor(name, input, bench) };
    return mask(reportOn(name, input.estate, await preview(open, packs), places));
  } catch (failure) {
    return failure instanceof StackNotFoundError
      ? { ...emptyReport(name, "broken input"), mistakes: [missingStack(name, places)] }
      : { ...emptyReport(name, "broken engine"), failure: messageOf(failure) };
  }
}

/** What the files of an estate say. */
interface Input {
  readonly catalog: Catalog;
  /** Absent of the site. */
  readonly estate?: Estate;
  /** Absent of the site. */
  readonly exceptions?: EstateExceptions;
}

/** The files of an estate; of the site, which is read to see that it can be, the catalog. */
function readInput(folder: string, name: string): Input | InputError {
  try {
    if (name !== siteStack) {
      return { ...readEstate(folder, name), exceptions: exceptionsOf(folder, name) };
    }
    readSite(folder);
    return { catalog: readCatalog(folder) };
  } catch (failure) {
    if (failure instanceof InputError) {
      return failure;
    }
    throw failure;
  }
}

/** What the rules are told. */
async function settingsFor(stack: string, input: Input, { approvals }: Bench) {
  const { exceptions, catalog } = input;
  return policyConfig(
    exceptions === undefined || approvals === undefined
      ? exceptions
      : await approvals(stack, exceptions, catalog.approverLogins),
    catalog,
  );
}

/** Opens a stack that exists; it is never made. */
export async function openExisting(
  stackName: string,
  { engine: find, workDir }: Pick<Bench, "engine" | "workDir">,
  environment: Readonly<Record<string, string>>,
): Promise<Stack> {
  const engine = await find();
  return LocalWorkspace.selectStack(
    { stackName, workDir },
    {
      pulumiCommand: await pulumiCommand(engine),
      envVars: { ...environment, ...engine.env },
    },
  );
}

function reportOn(
  stack: string,
  estate: Estate | undefined,
  seen: Preview,
  places: Places,
): StackReport {
  const { observed, changes, failure } = seen;
  const serverOf = serversOf(observed.steps);
  const verdicts = verdictsOf(observed.policies, serverOf, places);
  const { refusals, broken } = failuresOf(observed, changes, serverOf, places);
  const spoken = new Set(verdicts.map(({ rule }) => rule));
  const explained = refusals.length > 0 || verdicts.some(isFinding);
  const unexplained = failure !== undefined && (broken.length > 0 || !explained);
  const outcome: Outcome = unexplained ? "broken engine" : explained ? "findings" : "clean";
  return {
    ...emptyReport(stack, outcome),
    ...(unexplained && { failure: broken.join("\n") || failure }),
    ...{ refusals, verdicts },
    passed: isWhole(seen) ? [...observed.passed].filter((rule) => !spoken.has(rule)).sort() : [],
    notEvaluated: notEvaluated(seen),
    elsewhere: elsewhere(observed.steps, serverOf),
    leaving: leaving(observed.steps),
    ...(estate && ofEstate(estate, seen, serverOf, places)),
    ...(estate && { exceptions: exceptionsIn(verdicts, estate.asOf) }),
  };
}

function ofEstate(estate: Estate, seen: Preview, serverOf: ServerOf, places: Places) {
  const { steps } = seen.observed;
  const updates = seen.changes.servers;
  return {
    customer: estate.customer.name,
    asOf: estate.asOf,
    emergencies: emergenciesOf(estate),
    servers: serverReports({ estate, places, steps, serverOf, updates }),
    confirmations: confirmationNotices(estate.confirmations),
  };
}

/** Whether the rules have seen the whole stack: only then is anything known to pass. */
function isWhole({ observed, failure }: Preview): boolean {
  return failure === undefined || observed.relationsEvaluated;
}

function notEvaluated(seen: Preview): string[] {
  const { observed } = seen;
  if (isWhole(seen)) {
    return [];
  }
  const started = observed.passed.size > 0 || observed.policies.length > 0;
  return [
    started
      ? "The preview broke off: rules on relations between resources were not asked, and resources behind the error were not judged. So no rule counts as passed."
      : "The preview broke off before any rule was asked.",
  ];
}

/** Operations on what belongs to no server; what the program is made of is not counted. */
function elsewhere(steps: readonly Step[], serverOf: ServerOf): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const { op, urn, type } of steps) {
    const isOurs = type.startsWith("pulumi:") || type.startsWith("comanaged:");
    if (op !== "same" && op !== "read" && !isOurs && serverOf(urn) === undefined) {
      counted[op] = (counted[op] ?? 0) + 1;
    }
  }
  return Object.fromEntries(Object.entries(counted).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the change takes out of the stack: deleted on its platform, or left behind there. */
function leaving(steps: readonly Step[]) {
  return steps
    .filter(({ op, type }) => op === "delete" && !/^(?:pulumi|comanaged):/.test(type))
    .map(({ urn, type, old }) => {
      return { urn, type, name: nameOf(urn), stays: old?.retainOnDelete === true };
    })
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}
