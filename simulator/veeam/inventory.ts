import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";
import { kinds } from "../vsphere/common.js";
import { add, type Call, change, failure, find, type Handler } from "./call.js";
import { page } from "./lists.js";

/** What the backup server last saw in a vCenter; it looks again when it is told to. */
export const getInventory: Handler = (call) => {
  const { params, query, body } = call;
  const vcenter = params["hostname"] ?? "";
  const isVcenter = call.world.all("vsphere", kinds.datacenter, vcenter).length > 0;
  if (!isVcenter && call.hypervMachines(vcenter) === undefined) {
    return failure(404, "NotFound", `There is no server ${vcenter} in the inventory.`);
  }
  const seen =
    query.get("resetCache") === "true"
      ? lookAgain(call, vcenter)
      : (find(call, "VisibleMachines", vcenter)?.properties ?? lookAgain(call, vcenter));
  const filter = objectAt(body, "filter");
  const found = [...objectsAt(seen, "machines"), ...hostsOf(call, vcenter)].filter((machine) =>
    passes(machine, filter),
  );
  const { skip = 0, limit = 200 } = objectAt(body, "pagination");
  return page(found, Number(skip), Number(limit));
};

function lookAgain(call: Call, vcenter: string): JsonObject {
  const common = { hostName: vcenter, type: "VirtualMachine" };
  const machines = [
    ...call.world.all("vsphere", kinds.virtualMachine, vcenter).map(({ properties }) => ({
      ...{ ...common, platform: "VSphere", name: textAt(properties, "name") ?? "" },
      objectId: textAt(properties, "moid") ?? "",
    })),
    ...(call.hypervMachines(vcenter) ?? []).map(({ id, name }) => ({
      ...{ ...common, platform: "HyperV", name, objectId: id },
    })),
  ];
  const known = find(call, "VisibleMachines", vcenter);
  if (known === undefined) {
    add(call, "VisibleMachines", { id: vcenter, machines });
  } else {
    change(call, known, { machines });
  }
  return { machines };
}

/** A host of Hyper-V shows itself and its networks, a vCenter its hosts. */
function hostsOf(call: Call, vcenter: string): JsonObject[] {
  const { switches = [] } = call.hypervTarget(vcenter)?.seeded ?? {};
  const own = { platform: "HyperV", hostName: vcenter };
  const networks = switches.map((name) => ({
    ...{ ...own, type: "Network", name, objectId: `switch-${name}` },
  }));
  if (networks.length > 0) {
    return [{ ...own, type: "Host", name: vcenter, objectId: `host-${vcenter}` }, ...networks];
  }
  return call.world.all("vsphere", kinds.host, vcenter).map(({ id, properties }) => ({
    ...{ platform: "VSphere", hostName: vcenter, type: "Host" },
    ...{ name: textAt(properties, "name") ?? "", objectId: id },
  }));
}

/** Whether the backup server sees a machine. */
export function visible(call: Call, machine: JsonObject): boolean {
  const seen = find(call, "VisibleMachines", textAt(machine, "hostName") ?? "");
  return objectsAt(seen?.properties ?? {}, "machines").some(
    (one) => textAt(one, "objectId") === textAt(machine, "objectId"),
  );
}

function passes(machine: JsonObject, filter: JsonObject): boolean {
  const property = Object.keys(machine).find(
    (key) => key.toLowerCase() === textAt(filter, "property")?.toLowerCase(),
  );
  const items = objectsAt(filter, "items");
  switch (textAt(filter, "operation")) {
    case undefined:
      return true;
    case "and":
      return items.every((item) => passes(machine, item));
    case "or":
      return items.some((item) => passes(machine, item));
    case "equals":
      return property !== undefined && machine[property] === filter["value"];
    default:
      throw new Error(`the simulator does not have the operation ${textAt(filter, "operation")}`);
  }
}
