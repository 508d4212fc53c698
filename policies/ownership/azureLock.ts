import { tagKeys } from "../../components/service/tags.js";
import { allOf, anyOf, type Certainty, holds, not, reportIf } from "../framework/certainty.js";
import type { Edge, Graph, Located, Node, StackRule } from "../framework/graph.js";
import { azureLockExamples } from "./azureLockExamples.js";
import { azureLock, azureMachine, productionLock, saysProduction } from "./productionLock.js";

const lockOfMachine: Edge = {
  from: azureLock,
  fields: ({ inputs }) => [inputs.get("scope")],
  to: azureMachine,
  by: ["id"],
};

/** In Azure a machine is locked by a resource of its own. */
export const azureProductionLock: StackRule = {
  rule: { ...productionLock, tokens: [azureMachine] },
  examples: azureLockExamples,
  relate,
};

function* relate(graph: Graph): Iterable<Located> {
  for (const machine of graph.ofType(azureMachine)) {
    const environment = machine.inputs.get("tags").get(tagKeys.environment);
    const missing = not(lockOf(machine, graph));
    for (const finding of reportIf(
      allOf(saysProduction(environment), missing),
      environment,
      "no management lock keeps it from being deleted",
    )) {
      yield { ...finding, node: machine };
    }
  }
}

function lockOf(machine: Node, graph: Graph): Certainty {
  return anyOf(
    ...graph
      .sources(lockOfMachine, machine)
      .map((lock) => holds(lock.inputs.get("level").text(), isLocked)),
  );
}

/** A lock against any change is one against deletion as well. */
function isLocked(level: string): boolean {
  return level === "CanNotDelete" || level === "ReadOnly";
}
