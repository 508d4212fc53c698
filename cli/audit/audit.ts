import { plainToken } from "../../policies/framework/token.js";
import { pack } from "../../policies/packs/all.pack.js";
import type { Places } from "../../stacks/schema/places.js";
import type { EstateExceptions } from "../../stacks/schema/readExceptions.js";
import { exceptionsIn } from "../gate/exceptions.js";
import { placesOf } from "../gate/places.js";
import { serversOf } from "../gate/servers.js";
import { inOrder, located } from "../gate/verdicts.js";
import type { PackSettings } from "../policyConfig/command.js";
import { maskerOf } from "../report/mask.js";
import { emptyReport, isFinding, type StackReport } from "../report/model.js";
import { readState, type State } from "./state.js";
import { judgeState } from "./verdicts.js";

/** A state to judge. */
export interface Audited {
  /** Name of the stack, or of the file that holds its state. */
  readonly name: string;
  /** The state as JSON; undefined for text that is none. */
  readonly exported: unknown;
  /** Folder of the estates, which tells on which line a server stands. */
  readonly stacks?: string;
  /** The file that holds the state, where it is one. */
  readonly file?: string;
  /** Secret texts of the stack's settings. */
  readonly secrets: readonly string[];
  /** The exceptions of its estate; absent where no estate is known. */
  readonly exceptions?: EstateExceptions;
  /** What rules are told besides. */
  readonly settings?: PackSettings;
}

/** Judges what exists, by its state. */
export function audit(audited: Audited): StackReport {
  const { name, exported, file, secrets } = audited;
  const state = readState(exported);
  if (state === undefined) {
    const place = { file: file ?? name, line: 1, column: 1 };
    const message = "this is no state of Pulumi";
    const fix = `Write one with "pulumi stack export --stack <name> --file <file>".`;
    return { ...emptyReport(name, "broken input"), mistakes: [{ place, path: "", message, fix }] };
  }
  return maskerOf(secrets)(reportOn(audited, state));
}

/** Lines of the estate; of a state that stands alone, only the file is known. */
function placesFor({ name, stacks, file }: Audited): Places {
  return stacks === undefined
    ? () => ({ file: file ?? name, line: 1, column: 1 })
    : placesOf(stacks, name);
}

function reportOn(audited: Audited, state: State): StackReport {
  const { name, exceptions } = audited;
  const steps = state.resources.map(({ urn, type, parent }) => {
    const old = { parent, protect: false, retainOnDelete: false };
    return { op: "same", urn, type, old };
  });
  const serverOf = serversOf(steps);
  const { verdicts, passed } = judgeState(state, exceptions ?? none, audited.settings);
  const places = placesFor(audited);
  const found = inOrder(verdicts.map((verdict) => located(verdict, serverOf, places)));
  return {
    ...emptyReport(name, found.some(isFinding) ? "findings" : "clean"),
    ...{ verdicts: found, passed, notEvaluated: notEvaluated(state, exceptions) },
    ...(exceptions && { exceptions: exceptionsIn(found, exceptions.asOf) }),
  };
}

const none: EstateExceptions = { asOf: "", approvers: [], exceptions: [] };

/** What a state does not show, so that no rule can judge it. */
function notEvaluated(
  { resources, pending }: State,
  exceptions: EstateExceptions | undefined,
): string[] {
  const covered = new Set(
    [...pack.rules, ...pack.stackRules.map(({ rule }) => rule)].flatMap(({ tokens }) => tokens),
  );
  const strange = resources
    .filter(
      ({ type, custom, delete: isGoing }) =>
        custom && !isGoing && !type.startsWith("pulumi:") && !covered.has(plainToken(type)),
    )
    .map(({ type }) => plainToken(type));
  const going = resources.filter((one) => one.delete).length;
  const external = resources.filter((one) => one.external).length;
  return [
    "What changed on the platforms since the last update or refresh is not in the state.",
    "The state does not say which properties a program ignores changes of, and what resources were called before; of servers the estate says it.",
    ...(exceptions === undefined
      ? ["Exceptions are not considered: no estate of this state is known."]
      : []),
    ...(strange.length > 0 ? [`No rule judges ${[...new Set(strange)].sort().join(", ")}.`] : []),
    ...(pending > 0
      ? [`${pending} operations have no recorded end: run "comanaged recover".`]
      : []),
    ...(going > 0 ? [`${going} objects wait for their deletion and are not judged.`] : []),
    ...(external > 0 ? [`${external} objects are only read and belong to somebody else.`] : []),
  ];
}
