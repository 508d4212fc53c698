import type { MissingEdge } from "../../components/service/patchPath/node.js";
import { patchPaths } from "../../components/service/patchPath/patchPaths.js";
import { isGiven } from "../framework/certainty.js";
import type { Graph, Located, Node, StackRule } from "../framework/graph.js";
import { fail, type RuleFacts, undetermined } from "../framework/rule.js";
import { isRetired, patchGroupOf } from "../ownership/retired.js";
import { patchNode } from "./patchNode.js";
import { ssm } from "./ssm.js";
import { windowPathExamples } from "./windowPathExamples.js";

const instance = "aws:ec2/instance:Instance";
const azureMachine = "azure-native:compute:VirtualMachine";
const machine = "vsphere:index/virtualMachine:VirtualMachine";
const group = "azure-native:resources:ResourceGroup";

/** What each platform's path leads over, with the properties by which one leads to the next. */
const stops: Readonly<Record<string, readonly string[]>> = {
  [instance]: ["iamInstanceProfile"],
  [ssm.target]: ["windowId"],
  [ssm.window]: [],
  [ssm.task]: ["windowId", "targets", "taskArn"],
  [ssm.patchGroup]: ["baselineId"],
  [ssm.baseline]: [],
  [ssm.document]: [],
  [ssm.role]: [],
  "pulumi:providers:aws": [],
  [azureMachine]: ["resourceGroupName"],
  [machine]: [],
  [group]: [],
  "azure-native:maintenance:ConfigurationAssignmentsForSubscription": [
    "maintenanceConfigurationId",
  ],
  "azure-native:maintenance:MaintenanceConfiguration": [],
  "command:local:Command": [],
  "command:remote:Command": ["triggers"],
  "pulumi:providers:azure-native": [],
};

/** On AWS other rules tell these apart from what another stack holds. */
const leftToOthers: readonly string[] = ["role", "window"];

const windowedServers: RuleFacts = {
  id: "PAT-07",
  title: "Every server is patched in exactly the windows of its patch group",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2", "MA-2"], "MCSB v1": ["PV-6"] },
  why:
    "Azure passes silently over a machine that no assignment takes, nothing patches a machine on " +
    "vSphere but the program that our command keeps on it, and a server that one of its group's " +
    "windows leaves out misses its patches on that night only.",
  fix:
    "On AWS give windows the tags Owner and PatchGroup of their servers, and let a target with both " +
    "lead to each window of the group, with a task that installs. In Azure let a " +
    "ConfigurationAssignmentsForSubscription take the tags of the machine and lead to a " +
    'configuration for guests with the same tags that installs "Critical" and "Security". On ' +
    "vSphere keep the machine with the component GuestAccess and the windows of its patch group.",
  tokens: [instance, azureMachine, machine],
  onUnknown: "deny",
};

/** The path from a server to its windows, or the edges that it lacks. */
export const windowPath: StackRule = {
  rule: windowedServers,
  examples: windowPathExamples,
  *relate(graph: Graph): Iterable<Located> {
    const found = Object.entries(stops).flatMap(([type, properties]) =>
      graph.ofType(type).map((node) => patchNode(node, properties)),
    );
    for (const { server, missing } of patchPaths(found)) {
      const node = graph.at(server.urn);
      // A retired server is patched no more; that it is off and cut off is a rule of its own.
      if (node !== undefined && isRetired(node) !== "yes") {
        const isOurs = ({ edge }: MissingEdge) =>
          node.type !== instance || !leftToOthers.includes(edge);
        yield* missing.filter(isOurs).map((edge) => verdict(node, edge));
      }
    }
  },
};

function verdict(node: Node, { edge, reason }: MissingEdge): Located {
  const field = patchGroupOf(node);
  const message = `its path to a window is cut at the ${edge}: ${reason.replace(/\.$/, "")}`;
  const isDark = isGiven(field) === "maybe";
  return { ...(isDark ? undetermined(field, message) : fail(field, message)), node };
}
