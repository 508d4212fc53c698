import { isHypervMachine } from "../../../components/service/patchPath/hyperv.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { isPhysicalMachine } from "../../../components/service/patchPath/physical.js";

/** Ways to bend what a program is told so that something is not backed up as it should be. */
export const jobBends: readonly (readonly [string, string | RegExp, string])[] = [
  ["selection", /"objectId":"[^"]*"/, '"objectId":""'],
  ["selection", /"name":"([^"]*)","objectId"/, '"name":"other","objectId"'],
  ["plan", /"key":"([^"]*)backup/, '"key":"$1other'],
  ["plan", '"platform":"VSphere"', '"platform":"HyperV"'],
  ["plan", "https://backup.example.edu", "https://other.example.edu"],
  ["schedule", '"timeZone":"UTC"', '"timeZone":"Asia/Tokyo"'],
  ["schedule", '"runAutomatically":true', '"runAutomatically":false'],
  ["schedule", '"type":"Days","quantity":', '"type":"Days","quantity":1'],
  ["schedule", '"type":"Days"', '"type":"RestorePoints"'],
  ["schedule", '"keepForNumberOfMonths":', '"keepForNumberOfMonths":-'],
  ["schedule", '"enableVMWareToolsQuiescence":', '"quiet":'],
  ["vault", '"repository":"hardened-main"', '"repository":"other"'],
  ["key", '"encryptionPassword":"co-managed"', '"encryptionPassword":"other"'],
  ["copy", '"repository":"hardened-second-site"', '"repository":"hardened-main"'],
  ["copy", '"newBackupThreshold":{"isEnabled":true', '"newBackupThreshold":{"isEnabled":false'],
  ["copy", '"scheduleMode":"Continuous"', '"scheduleMode":"Periodic"'],
  ["copy", /"copies":\[.*\]\}\n/, '"copies":[]}\n'],
  ["lock", /"immutableDays":\d+/, '"immutableDays":6'],
];

type Cut = [edge: string, what: string, nodes: PatchNode[]];

/** Every way to cut one edge between machines in datacenters and their jobs. */
export function jobCutsOf(nodes: readonly PatchNode[]): Cut[] {
  return nodes.flatMap((node, index): Cut[] => {
    const bent = (inputs: PatchNode["inputs"]) => nodes.with(index, { ...node, inputs });
    const { inputs, name } = node;
    if (isMachine(node)) {
      return [["tag", `${name} untold`, bent(withoutClass(inputs))]];
    }
    const stdin = String(inputs["stdin"]);
    if (node.type !== "command:local:Command" || !stdin.includes('"encryptionPassword"')) {
      return [];
    }
    return [
      ["selection", `${name} removed`, nodes.toSpliced(index, 1)],
      ["selection", `${name} unused`, nodes.with(index, { ...node, uses: {} })],
      ["selection", `${name} releases`, bent({ ...inputs, create: inputs["delete"] })],
      ...jobBends.flatMap(([edge, from, to]): Cut[] => {
        const changed = stdin.replace(from, to);
        const what = `${name}: ${String(from)} becomes ${to}`;
        return changed === stdin ? [] : [[edge, what, bent({ ...inputs, stdin: changed })]];
      }),
    ];
  });
}

function isMachine(node: PatchNode): boolean {
  return (
    node.type === "vsphere:index/virtualMachine:VirtualMachine" ||
    isHypervMachine(node) ||
    isPhysicalMachine(node)
  );
}

/** The tag stands in a field of the machine, or in the document that a command is told. */
function withoutClass(inputs: PatchNode["inputs"]): PatchNode["inputs"] {
  const text = JSON.stringify(inputs);
  return JSON.parse(text.replace(/(guestinfo\.comanaged\.backup-class|BackupClass)/g, "none"));
}
