import {
  installsAfterTest,
  mayInstall,
  type RunbookValues,
  roleNameOf,
} from "../../components/service/patchPath/runbook.js";
import { allOf, type Certainty, holds } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Graph, Node } from "../framework/graph.js";
import { runbookOfTask, ssm } from "./ssm.js";

/** Whether a task installs patches on an owner's servers by a runbook that waits for a test ring. */
export function installsByRunbook(task: Node, owner: Field, graph: Graph): Certainty {
  const { inputs } = task;
  const isAutomation = holds(inputs.get("taskType").text(), (type) => type === "AUTOMATION");
  const automation = inputs.get("taskInvocationParameters").get("automationParameters");
  const values = valuesOf(automation.get("parameters"));
  const name = owner.text();
  if (values === undefined || name.state === "unknown") {
    return allOf(isAutomation, "maybe");
  }
  const of = name.state === "known" ? name.value : "";
  return allOf(isAutomation, installs(task, values, of, graph), isAllowed(values, of, graph));
}

/** What a runbook is given; undefined while some of it is not known. */
function valuesOf(parameters: Field): RunbookValues | undefined {
  const items = parameters.items();
  const given = items.state === "known" ? items.value : [];
  const pairs = given.map((item) => {
    const values = item.get("values").items();
    const [value = item.get("values")] = values.state === "known" ? values.value : [];
    return [item.get("name").text(), value.text()] as const;
  });
  const isDark = pairs.flat().some(({ state }) => state === "unknown");
  return items.state === "unknown" || isDark
    ? undefined
    : Object.fromEntries(
        pairs.flatMap(([name, value]) =>
          name.state === "known" && value.state === "known" ? [[name.value, value.value]] : [],
        ),
      );
}

function installs(task: Node, values: RunbookValues, owner: string, graph: Graph): Certainty {
  const { nodes, unknown, outside } = graph.targets(runbookOfTask, task);
  const [runbook] = nodes;
  if (runbook === undefined) {
    return [...unknown, ...outside].some((field) => !isOfAws(field)) ? "maybe" : "no";
  }
  const { inputs } = runbook;
  return allOf(
    holds(inputs.get("documentType").text(), (type) => type === "Automation"),
    holds(inputs.get("content").text(), (text) => installsAfterTest(text, values, owner)),
  );
}

/** AWS keeps these beginnings of names for runbooks of its own. */
function isOfAws(runbook: Field): boolean {
  const name = runbook.text();
  return name.state === "known" && /^(aws|amazon|amzn)/i.test(name.value);
}

/** Whether the runbook runs as a role that may install; one from elsewhere perhaps may. */
function isAllowed(values: RunbookValues, owner: string, graph: Graph): Certainty {
  const name = roleNameOf(values);
  const [role] = name === undefined ? [] : graph.named(ssm.role, "name", name);
  const policies = role?.inputs.get("inlinePolicies").items();
  if (role === undefined || policies === undefined || policies.state !== "known") {
    return name === undefined ? "no" : "maybe";
  }
  const rights = policies.value.map((policy) => policy.get("policy").text());
  return rights.some(({ state }) => state === "unknown")
    ? "maybe"
    : holds(role.inputs.get("assumeRolePolicy").text(), (trust) =>
        mayInstall(
          { trust, policies: rights.map((text) => (text.state === "known" ? text.value : "")) },
          owner,
        ),
      );
}
