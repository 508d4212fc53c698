import { azureName } from "../backup/dataArea.js";
import { releaseTag } from "../tags.js";
import type { PatchGraph } from "./graph.js";
import type { MissingEdge, PatchNode } from "./node.js";
import { record, text, texts, type Values } from "./values.js";
import { unless } from "./windows.js";

const machines = "microsoft.compute/virtualmachines";
const group = "azure-native:resources:ResourceGroup";

/** Whether a list takes a value; an empty one takes every value. */
function lets(list: unknown, value: string | undefined): boolean {
  const values = texts(list).map(azureName);
  const isOpen = list === undefined || (Array.isArray(list) && list.length === 0);
  return isOpen || (value !== undefined && values.includes(azureName(value)));
}

/** The conditions of an assignment that a virtual machine does not meet. */
export function conditions(
  graph: PatchGraph,
  server: PatchNode,
  assignment: PatchNode,
  system: string,
): readonly MissingEdge[] {
  const filter = record(assignment.inputs["filter"]);
  const { name } = assignment;
  const isHere = graph.placeOf(assignment) === graph.placeOf(server);
  const takes = (list: string, value: string | undefined) => lets(filter[list], value);
  const off = (what: string) => `${name} takes no servers ${what}.`;
  const place = text(server.inputs["location"]);
  return [
    ...unless(isHere, "subscription", off("of its subscription")),
    ...unless(takes("locations", place), "location", off("of its location")),
    ...unless(takes("resourceTypes", machines), "assignment", off("but machines of other types")),
    ...unless(takes("osTypes", system), "assignment", off(`with ${system}`)),
    ...unless(
      takes("resourceGroups", groupOf(graph, server)),
      "assignment",
      off("of its resource group"),
    ),
    ...unless(
      fits(record(filter["tagSettings"]), record(server.inputs["tags"])),
      "assignment",
      off("with its tags"),
    ),
  ];
}

/** The name of a server's resource group, which a preview may know of the group only. */
function groupOf(graph: PatchGraph, server: PatchNode): string | undefined {
  const property = "resourceGroupName";
  const [made] = graph.used(server, property, group);
  return text(server.inputs[property]) ?? text(made?.inputs[property]);
}

function fits(settings: Values, tags: Values): boolean {
  // A release comes at run time: until then its opening holds the server, on the way to it.
  const wanted = Object.entries(record(settings["tags"])).filter(([key]) => key !== releaseTag);
  const meets = ([key, values]: [string, unknown]) => texts(values).includes(text(tags[key]) ?? "");
  const operator = settings["filterOperator"] ?? "All";
  return operator === "Any"
    ? wanted.length === 0 || wanted.some(meets)
    : operator === "All" && wanted.every(meets);
}
