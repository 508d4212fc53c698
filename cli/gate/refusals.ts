import { refusedReasons } from "../../components/service/blastRadius/report.js";
import type { ChangeReport } from "../../components/service/changeReport.js";
import type { Places } from "../../stacks/schema/places.js";
import type { Refusal } from "../report/model.js";
import type { Observed } from "./observe.js";
import type { ServerOf } from "./servers.js";

/** Why a preview failed. */
export interface Failures {
  /** What is wrong with the change. */
  readonly refusals: readonly Refusal[];
  /** What kept the engine from judging it. */
  readonly broken: readonly string[];
}

/** Types of what is no object on a platform: an error of theirs says nothing about the change. */
const machinery = /^pulumi:(?:pulumi:Stack|providers:)/;

/**
 * Tells what is wrong with a change from what keeps the engine from judging it. An error of a
 * resource is of the first kind: its platform, its protection or a guard refuses it. What the
 * program handed over takes the place of the engine's error about the same.
 */
export function failuresOf(
  { errors, steps }: Observed,
  { servers, losses }: ChangeReport,
  serverOf: ServerOf,
  places: Places,
): Failures {
  const typeOf = new Map(steps.map(({ urn, type }) => [urn, type]));
  const guarded = servers.filter(({ parts }) => parts.some((part) => refusedReasons(part).length));
  const told = new Set(guarded.map(({ server }) => server));
  const ofResources = errors.filter(({ urn }) => urn !== "" && !machinery.test(typeIn(urn)));
  const rest = ofResources.filter(({ urn }) => {
    const type = typeOf.get(urn) ?? typeIn(urn);
    const isTold = type === "comanaged:server:Register" && losses.length > 0;
    return !isTold && !told.has(serverOf(urn) ?? "");
  });
  return {
    refusals: [
      ...losses.map(({ path, message }) => ({ path, message, place: places(path.split(".")) })),
      ...guarded.flatMap(({ server, parts }) =>
        [...new Set(parts.flatMap(refusedReasons))].map((message) => ({
          path: `servers.${server}`,
          message: `it cannot be changed like this: ${message}`,
          place: places(["servers", server]),
        })),
      ),
      ...rest.map(({ urn, message }) => refusalOf(serverOf(urn), message, places)),
    ],
    broken: errors
      .filter((error) => !ofResources.includes(error) && !isClosing(error.message))
      .map(({ message }) => message),
  };
}

function refusalOf(server: string | undefined, message: string, places: Places): Refusal {
  return server === undefined
    ? { path: "", message, place: places([]) }
    : { path: `servers.${server}`, message, place: places(["servers", server]) };
}

/** The type of a resource, which a URN names behind those of its parents. */
function typeIn(urn: string): string {
  const types = urn.split("::")[2] ?? "";
  return types.slice(types.lastIndexOf("$") + 1);
}

/** Whether an error only says that there were errors. */
function isClosing(message: string): boolean {
  return message === "preview failed";
}
