import { tagKeys } from "../../components/service/tags.js";
import { allOf, anyOf, type Certainty, holds, isOn } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Graph, Located, Node, StackRule } from "../framework/graph.js";
import { fail, type RuleFacts, undetermined } from "../framework/rule.js";
import { isRetired } from "../ownership/retired.js";
import { patchExamples } from "./patchExamples.js";
import { installsByRunbook } from "./runbook.js";
import { Selection, tagsOf } from "./selection.js";
import { baselineOfGroup, ssm, targetsOfTask, windowOfTarget, windowOfTask } from "./ssm.js";

const instance = "aws:ec2/instance:Instance";

/** Every server on AWS is on a path to a window in which its patches are installed. */
export const patchedServers: RuleFacts = {
  id: "PAT-03",
  title: "Every server is patched in a maintenance window, by the baseline of its patch group",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2", "MA-2"], FSBP: ["SSM.2"] },
  why:
    "A window without a target, a target without a task and a server whose tag nobody selects all " +
    "look finished and patch nothing. A server without a baseline of its own gets whatever the " +
    "account's default approves.",
  fix:
    "Tag the server with its patch group, select the tag in a target of a window that is on, run " +
    "AWS-RunPatchBaseline with Operation Install on that target, at once or by the runbook that " +
    "waits for the test ring, and give the patch group a baseline.",
  tokens: [instance],
  onUnknown: "warn",
};

/** The path from a server to its window and its baseline, or the edge that it lacks. */
export const patchPath: StackRule = { rule: patchedServers, examples: patchExamples, relate };

/** How far a path gets: the names on it, and what is missing or unsure at its end. */
interface Way {
  readonly reaches: Certainty;
  readonly names: readonly string[];
  readonly missing: string;
}

function* relate(graph: Graph): Iterable<Located> {
  const selection = new Selection(graph);
  // A retired server is patched no more; that it is off and cut off is a rule of its own.
  for (const server of graph.ofType(instance).filter((one) => isRetired(one) !== "yes")) {
    yield* judge(server, [toWindow(server, selection, graph), toBaseline(server, graph)]);
  }
}

function* judge(server: Node, ways: readonly Way[]): Iterable<Located> {
  const at = { path: `tags.${tagKeys.patchGroup}` };
  for (const { reaches, names, missing } of ways) {
    const path = [server.name, ...names, `(${missing})`].join(" -> ");
    if (reaches === "no") {
      yield { ...fail(at, `the path breaks off: ${path}`), node: server };
    } else if (reaches === "maybe") {
      yield { ...undetermined(at, `whether the path holds is not known: ${path}`), node: server };
    }
  }
}

function toWindow(server: Node, selection: Selection, graph: Graph): Way {
  const ways = selection.targetsOf(server).map(({ target, selects }): Way => {
    const way = throughTarget(server, target, graph);
    return { ...way, reaches: allOf(selects, way.reaches), names: [target.name, ...way.names] };
  });
  return best(ways, "no target of a maintenance window selects the server");
}

function throughTarget(server: Node, target: Node, graph: Graph): Way {
  const { nodes, unknown, outside } = graph.targets(windowOfTarget, target);
  const ways = nodes.map((window) => throughWindow(window, { server, target }, graph));
  return unknown.length + outside.length > 0
    ? { reaches: "maybe", names: [], missing: "its window is not in this stack" }
    : best(ways, "the target names no window");
}

/** A server and the target that selects it. */
interface Selected {
  readonly server: Node;
  readonly target: Node;
}

function throughWindow(window: Node, { server, target }: Selected, graph: Graph): Way {
  const enabled = window.inputs.get("enabled");
  const opens = enabled.state === "missing" ? "yes" : isOn(enabled);
  const tasks = graph
    .sources(targetsOfTask, target)
    .filter((task) => graph.targets(windowOfTask, task).nodes.includes(window));
  const ways = tasks.map((task): Way => {
    const missing = "the task does not install patches";
    const owner = tagsOf(server).get(tagKeys.owner);
    const reaches = anyOf(installsAtOnce(task), installsByRunbook(task, owner, graph));
    return { reaches, names: [task.name], missing };
  });
  const way = opens === "no" ? closed : best(ways, "no task of the window works on the target");
  return { ...way, reaches: allOf(opens, way.reaches), names: [window.name, ...way.names] };
}

const closed: Way = { reaches: "no", names: [], missing: "the window is switched off" };

function installsAtOnce({ inputs }: Node): Certainty {
  const command = inputs.get("taskInvocationParameters").get("runCommandParameters");
  return allOf(
    holds(inputs.get("taskType").text(), (type) => type === "RUN_COMMAND"),
    holds(inputs.get("taskArn").text(), (task) => task.endsWith("AWS-RunPatchBaseline")),
    operates(command.get("parameters")),
  );
}

/** Whether the parameters of the command ask to install, not only to scan. */
function operates(parameters: Field): Certainty {
  const items = parameters.items();
  if (items.state !== "known") {
    return items.state === "unknown" ? "maybe" : "no";
  }
  return anyOf(
    ...items.value.map((item) => {
      const values = item.get("values").items();
      const [value = item.get("values")] = values.state === "known" ? values.value : [];
      return allOf(
        holds(item.get("name").text(), (name) => name === "Operation"),
        holds(value.text(), (operation) => operation === "Install"),
      );
    }),
  );
}

function toBaseline(server: Node, graph: Graph): Way {
  const group = tagsOf(server).get(tagKeys.patchGroup).text();
  if (group.state === "unknown") {
    return { reaches: "maybe", names: [], missing: "its patch group is not known yet" };
  }
  const groups =
    group.state === "known" ? graph.named(ssm.patchGroup, "patchGroup", group.value) : [];
  const ways = groups.map((each): Way => {
    const { nodes, unknown, outside } = graph.targets(baselineOfGroup, each);
    const isElsewhere = unknown.length + outside.length > 0;
    const missing = isElsewhere ? "its baseline is not in this stack" : "it has no baseline";
    const reaches = nodes.length > 0 ? "yes" : isElsewhere ? "maybe" : "no";
    return { reaches, names: [each.name], missing };
  });
  return best(ways, "no patch group has the value of its tag");
}

/** The way that gets furthest; none at all lacks `missing`. */
function best(ways: readonly Way[], missing: string): Way {
  const order: readonly Certainty[] = ["yes", "maybe", "no"];
  const sorted = ways.toSorted(
    (a, b) =>
      order.indexOf(a.reaches) - order.indexOf(b.reaches) || b.names.length - a.names.length,
  );
  return sorted[0] ?? { reaches: "no", names: [], missing };
}
