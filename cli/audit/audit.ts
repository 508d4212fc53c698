import { plainToken } from "../../policies/framework/token.js";
import { pack } from "../../policies/packs/all.pack.js";
import { type Places, placesIn } from "../../stacks/schema/places.js";
import { serversOf } from "../gate/servers.js";
import { siteStack } from "../gate/touched.js";
import { inOrder, located } from "../gate/verdicts.js";
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
}

/** Judges what exists, by its state. */
export function audit({ name, exported, stacks, file, secrets }: Audited): StackReport {
  const state = readState(exported);
  if (state === undefined) {
    const place = { file: file ?? name, line: 1, column: 1 };
    const message = "this is no state of Pulumi";
    const fix = `Write one with "pulumi stack export --stack <name> --file <file>".`;
    return { ...emptyReport(name, "broken input"), mistakes: [{ place, path: "", message, fix }] };
  }
  return maskerOf(secrets)(reportOn(name, state, placesOf(name, stacks, file)));
}

/** Lines of the estate; of a state that stands alone, only the file is known. */
function placesOf(name: string, stacks: string | undefined, file: string | undefined): Places {
  if (stacks !== undefined) {
    return placesIn(stacks, `${name}${name === siteStack ? "" : ".estate"}.yaml`);
  }
  return () => ({ file: file ?? name, line: 1, column: 1 });
}

function reportOn(name: string, state: State, places: Places): StackReport {
  const steps = state.resources.map(({ urn, type, parent }) => {
    const old = { parent, protect: false, retainOnDelete: false };
    return { op: "same", urn, type, old };
  });
  const serverOf = serversOf(steps);
  const { verdicts, passed } = judgeState(state);
  const found = inOrder(verdicts.map((verdict) => located(verdict, serverOf, places)));
  return {
    ...emptyReport(name, found.some(isFinding) ? "findings" : "clean"),
    ...{ verdicts: found, passed, notEvaluated: notEvaluated(state) },
  };
}

/** What a state does not show, so that no rule can judge it. */
function notEvaluated({ resources, pending }: State): string[] {
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
    "The state does not say which properties a program ignores changes of.",
    "Exceptions are not considered: an audit shows every violation that exists.",
    ...(strange.length > 0 ? [`No rule judges ${[...new Set(strange)].sort().join(", ")}.`] : []),
    ...(pending > 0
      ? [`${pending} operations have no recorded end: run "comanaged recover".`]
      : []),
    ...(going > 0 ? [`${going} objects wait for their deletion and are not judged.`] : []),
    ...(external > 0 ? [`${external} objects are only read and belong to somebody else.`] : []),
  ];
}
