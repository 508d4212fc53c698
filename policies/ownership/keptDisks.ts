import { demandText, inEach } from "../framework/demands.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const instance = "aws:ec2/instance:Instance";
const azureMachine = "azure-native:compute:VirtualMachine";

const ends = "shutting it down inside deletes the server";
const lost = "the disk goes with its machine";

/** A command inside a server, or the end of a machine, takes no data away. */
export const keptDisks: Rule = {
  id: "OWN-05",
  title: "Shutting a server down or replacing its machine deletes no data",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9", "CP-10"] },
  why:
    "The customer has root: a shutdown inside must stop the server, not delete it. Data disks " +
    "outlive the machine that they hang on, whatever ends it.",
  fix:
    'Leave instanceInitiatedShutdownBehavior away or set it to "stop", and deleteOption of every ' +
    'data disk in Azure away or to "Detach".',
  tokens: [instance, azureMachine],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "An instance that stops",
        type: instance,
        inputs: { instanceInitiatedShutdownBehavior: "stop" },
      },
    ],
    fail: [
      {
        title: "An instance that one command inside deletes",
        type: instance,
        inputs: { instanceInitiatedShutdownBehavior: "terminate" },
      },
      {
        title: "A data disk that goes with its machine",
        type: azureMachine,
        inputs: { storageProfile: { dataDisks: [{ lun: 0, deleteOption: "Delete" }] } },
      },
    ],
  },
  *check({ type, inputs }: Resource): Iterable<Finding> {
    if (type === instance) {
      const behavior = inputs.get("instanceInitiatedShutdownBehavior");
      yield* demandText(behavior, (word) => word === "stop", ends, "passes");
    } else {
      const disks = inputs.get("storageProfile").get("dataDisks");
      const isKept = (word: string) => word === "Detach";
      yield* inEach(
        disks,
        (disk) => demandText(disk.get("deleteOption"), isKept, lost, "passes"),
        lost,
      );
    }
  },
};
