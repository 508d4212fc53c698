import {
  demandNearDrives,
  demandSecond,
  diskDifferences,
  filesOf,
  hardwareDifferences,
  interfaceDifferences,
  onlyCalled,
} from "../hyperv/adoption.js";
import { CmdletError } from "../hyperv/hostRun.js";
import type { HostReport } from "../hyperv/own.js";
import type { VmmCmdlets } from "./cmdlets.js";
import { generationProperty } from "./disks.js";
import type { ManagedStanding, ManagedTold } from "./document.js";
import { observedOf } from "./machine.js";
import { adaptersOf, adaptersProperty } from "./networks.js";
import { demandOnHost, keyProperty, seenOf, setProperty } from "./own.js";
import type { MachineRecord } from "./state.js";

/** Takes a machine over that is what it is told to be, and touches none that is not. */
export function adoptManaged(vmm: VmmCmdlets, told: ManagedTold, report: HostReport): void {
  const found = vmm.getMachines().find(({ seen }) => seen?.id === told.machineId);
  if (found === undefined) {
    throw new CmdletError(`the machine ${told.machineId} is unknown to VMM`);
  }
  const { record } = demandOnHost(vmm, found, told);
  report.observed["machineId"] = told.machineId;
  if (record.properties[keyProperty] === told.key) {
    return;
  }
  demandNobodys(record);
  const differences = differencesOf(vmm, record, told);
  report.problems.push(...differences.map((one) => `servers.${told.name}.${one}`));
  if (differences.length > 0) {
    return;
  }
  const taken = told.interfaces.map((one) => `${one.network}=${adaptersOn(record, one)[0]?.id}`);
  report.changed.push(
    ...setProperty(vmm, record, adaptersProperty, taken.join(" ")),
    ...setProperty(vmm, record, generationProperty, String(told.generation)),
    ...setProperty(vmm, record, keyProperty, told.key),
  );
}

/** Looks at a machine of a host that may be taken over, by its name or its GUID. */
export function lookAtManaged(vmm: VmmCmdlets, asked: ManagedStanding, report: HostReport): void {
  const candidates = vmm
    .getMachines()
    .flatMap((one) =>
      one.computer === asked.computer && one.seen !== null
        ? [{ id: one.seen.id, name: one.name, one }]
        : [],
    );
  const { record, machine } = demandOnHost(vmm, onlyCalled(asked.machine, candidates).one, asked);
  demandNobodys(record);
  demandNearDrives(machine);
  report.observed["machine"] = observedOf(vmm, record, []);
  report.observed["files"] = filesOf(machine);
}

function demandNobodys(record: MachineRecord): void {
  const { id } = seenOf(record);
  if ((record.properties[keyProperty] ?? "") !== "") {
    throw new CmdletError(
      `the machine ${id} is kept by another server of an estate, and was not touched`,
    );
  }
  demandSecond(seenOf(record));
}

function differencesOf(vmm: VmmCmdlets, record: MachineRecord, told: ManagedTold): string[] {
  const machine = seenOf(record);
  return [
    ...hardwareDifferences(machine, told),
    ...(record.computer === told.computer
      ? []
      : [`networks: it stands on ${record.computer}, and they are on ${told.computer}`]),
    ...diskDifferences(machine, told, (path) => vmm.sizeOf(record, path)),
    ...told.interfaces.flatMap((one) =>
      interfaceDifferences(
        adaptersOn(record, one).length,
        one,
        `${one.vmNetwork} on ${one.switch}`,
      ),
    ),
  ];
}

function adaptersOn(record: MachineRecord, one: ManagedTold["interfaces"][number]) {
  return adaptersOf(record).filter(
    ({ switch: on, vmNetwork, vlan }) =>
      on === one.switch && vmNetwork === one.vmNetwork && vlan === one.vlan,
  );
}
