import { tagKeys } from "../../components/service/tags.js";
import type { StackExamples } from "../framework/graph.js";
import { azureLock, azureMachine } from "./productionLock.js";

const id = "/subscriptions/1/resourceGroups/lab/providers/Microsoft.Compute/virtualMachines/lims";

const machine = {
  name: "lims",
  type: azureMachine,
  properties: { id, tags: { [tagKeys.environment]: "production" } },
};

const lock = { name: "lock", type: azureLock, properties: { scope: id, level: "CanNotDelete" } };

/** Machines in production, with and without a lock of their own. */
export const azureLockExamples: StackExamples = {
  pass: [{ title: "A machine in Azure and its lock", resources: [machine, lock] }],
  fail: [{ title: "A machine in Azure that one call deletes", resources: [machine] }],
};
