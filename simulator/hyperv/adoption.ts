import { isDeepStrictEqual } from "node:util";
import type { Cmdlets } from "./cmdlets.js";
import { baseOf } from "./diskCmdlets.js";
import { diskPath } from "./disks.js";
import type { MachineTold } from "./document.js";
import { CmdletError } from "./hostRun.js";
import { observedOf } from "./machine.js";
import { type HostReport, keyOf } from "./own.js";
import { demandNoCopy } from "./replica.js";
import type { Machine } from "./state.js";

/** Takes a machine over that is what it is told to be, and touches none that is not. */
export function adopt(host: Cmdlets, told: MachineTold, report: HostReport): void {
  const vm = host.getVm().find(({ id }) => id === told.machineId);
  if (vm === undefined) {
    throw new CmdletError(`the machine ${told.machineId} is not on this host`);
  }
  report.observed["machineId"] = vm.id;
  if (keyOf(vm) === told.key) {
    return;
  }
  demandNobodys(vm);
  const differences = [
    ...hardwareDifferences(vm, told),
    ...(vm.tpm === told.tpm ? [] : [`tpm: that it has a TPM is ${vm.tpm}`]),
    ...diskDifferences(vm, told, (path) => host.disks.sizeOf(path)),
    ...told.interfaces.flatMap((one) =>
      interfaceDifferences(adaptersOn(vm, one).length, one, one.switch),
    ),
  ];
  report.problems.push(...differences.map((one) => `servers.${told.name}.${one}`));
  if (differences.length > 0) {
    return;
  }
  for (const one of told.interfaces) {
    host.networks.renameAdapter(vm, adaptersOn(vm, one)[0]?.name ?? "", `comanaged-${one.network}`);
  }
  const lines = vm.notes.split("\n").filter((line) => line !== "");
  const notes = [told.key, `comanaged generation ${told.generation}`, ...lines].join("\n");
  host.setVm(vm, { notes });
  report.changed.push("notes");
}

/** Looks at a machine that may be taken over, by its name or its GUID. */
export function lookAtStanding(host: Cmdlets, asked: string, report: HostReport): void {
  const vm = onlyCalled(asked, host.getVm());
  demandNobodys(vm);
  demandNearDrives(vm);
  report.observed["machine"] = observedOf(host, vm, []);
  report.observed["files"] = filesOf(vm);
}

/** The only one of some machines with a name or a GUID. */
export function onlyCalled<One extends Pick<Machine, "id" | "name">>(
  asked: string,
  machines: readonly One[],
): One {
  const found = machines.filter(
    ({ id, name }) => id === asked || name.toLowerCase() === asked.toLowerCase(),
  );
  const [vm, ...others] = found;
  if (vm === undefined) {
    throw new CmdletError(`no machine of this host has the name or the GUID ${asked}`);
  }
  if (others.length > 0) {
    const ids = found.map(({ id }) => id).join(", ");
    throw new CmdletError(`several machines are called ${asked}: name one of ${ids}`);
  }
  return vm;
}

/** The files of a machine's disks, in the order of their slots. */
export function filesOf({ drives }: Machine): string[] {
  return drives.toSorted((a, b) => a.slot - b.slot).map(({ path }) => baseOf(path));
}

function demandNobodys(vm: Machine): void {
  demandNoCopy(vm);
  if (vm.notes.split("\n").some((line) => line.startsWith("comanaged "))) {
    throw new CmdletError(
      `the machine ${vm.id} is kept by another server of an estate, and was not touched`,
    );
  }
  demandSecond(vm);
}

/** Refuses a machine of the first generation. */
export function demandSecond({ id, generation = 2 }: Machine): void {
  if (generation !== 2) {
    throw new CmdletError(
      `the machine ${id} is of generation ${generation}, and has to be of generation 2`,
    );
  }
}

/** Refuses disks whose slots would be those of another controller. */
export function demandNearDrives(vm: Machine): void {
  const [far] = farDrives(vm);
  if (far !== undefined) {
    throw new CmdletError(far);
  }
}

function farDrives({ farDrives: far = [] }: Machine): string[] {
  return far.map(
    ({ path, controller }) =>
      `${baseOf(path)} is on SCSI controller ${controller}, and the disks of a server are on ` +
      "controller 0: have it moved there first",
  );
}

type Hardware = Pick<MachineTold, "cpus" | "memoryMiB" | "dynamicMemory" | "secureBootTemplate">;

/** What of the hardware of a machine is not as it is told to be. */
export function hardwareDifferences(vm: Machine, told: Hardware): string[] {
  const isBooted = vm.secureBoot && vm.secureBootTemplate === told.secureBootTemplate;
  return [
    ...(vm.cpus === told.cpus ? [] : [`cpus: it has ${vm.cpus}`]),
    ...(vm.memoryMiB === told.memoryMiB ? [] : [`memory: it starts with ${vm.memoryMiB} MiB`]),
    ...(isDeepStrictEqual(vm.dynamicMemory, told.dynamicMemory)
      ? []
      : ["dynamicMemory: its memory has other limits"]),
    ...(isBooted
      ? []
      : [
          `image: its Secure Boot is ${vm.secureBoot ? "On" : "Off"} with ` +
            `${vm.secureBootTemplate}, and has to be On with ${told.secureBootTemplate}`,
        ]),
  ];
}

/** What of the disks of a machine is not as they are told to be. */
export function diskDifferences(
  vm: Machine,
  told: Pick<MachineTold, "machineId" | "disks" | "adopted">,
  sizeOf: (path: string) => number,
): string[] {
  const wrong = told.disks.flatMap((disk) => {
    const { label, slot, sizeGiB } = disk;
    const drive = vm.drives.find((one) => one.slot === slot);
    if (drive === undefined) {
      return [`disks.${label}: its slot ${slot} holds nothing`];
    }
    if (baseOf(drive.path) !== diskPath(disk, told)) {
      return [`disks.${label}: its slot ${slot} holds ${baseOf(drive.path)}`];
    }
    const size = sizeOf(drive.path);
    return size === sizeGiB ? [] : [`disks.${label}.size: it has ${size} GiB`];
  });
  const slots = told.disks.map(({ slot }) => slot);
  const more = vm.drives
    .filter(({ slot }) => !slots.includes(slot))
    .map(
      ({ slot, path }) => `disks: its slot ${slot} holds ${baseOf(path)}, which is none of them`,
    );
  return [...wrong, ...more, ...farDrives(vm).map((far) => `disks: ${far}`)];
}

type Interface = MachineTold["interfaces"][number];

function adaptersOn({ adapters }: Machine, one: Interface): Machine["adapters"] {
  return adapters.filter(({ switch: on, vlan }) => on === one.switch && vlan === one.vlan);
}

/** What is wrong where not one adapter is where an interface is told to be. */
export function interfaceDifferences(
  count: number,
  { network, vlan }: Pick<Interface, "network" | "vlan">,
  plug: string,
): string[] {
  return count === 1
    ? []
    : [`networks: ${count} of its adapters are on ${plug}, VLAN ${vlan}, where ${network} is`];
}
