import { isDeepStrictEqual } from "node:util";
import { baseOf, CmdletError, type Cmdlets } from "./cmdlets.js";
import { labelOf } from "./disks.js";
import type { MachineTold } from "./document.js";
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
  const differences = [...hardware(vm, told), ...disks(host, vm, told), ...interfaces(vm, told)];
  report.problems.push(...differences.map((one) => `servers.${told.name}.${one}`));
  if (differences.length > 0) {
    return;
  }
  for (const one of told.interfaces) {
    host.renameAdapter(vm, adaptersOn(vm, one)[0]?.name ?? "", `comanaged-${one.network}`);
  }
  const lines = vm.notes.split("\n").filter((line) => line !== "");
  const notes = [told.key, `comanaged generation ${told.generation}`, ...lines].join("\n");
  host.setVm(vm, { notes });
  report.changed.push("notes");
}

/** Looks at a machine that may be taken over, by its name or its GUID. */
export function lookAtStanding(host: Cmdlets, asked: string, report: HostReport): void {
  const found = host
    .getVm()
    .filter(({ id, name }) => id === asked || name.toLowerCase() === asked.toLowerCase());
  const [vm, ...others] = found;
  if (vm === undefined) {
    throw new CmdletError(`no machine of this host has the name or the GUID ${asked}`);
  }
  if (others.length > 0) {
    const ids = found.map(({ id }) => id).join(", ");
    throw new CmdletError(`several machines are called ${asked}: name one of ${ids}`);
  }
  demandNobodys(vm);
  report.observed["machine"] = observedOf(host, vm, []);
  const inOrder = vm.drives.toSorted((a, b) => a.slot - b.slot);
  report.observed["files"] = inOrder.map(({ path }) => baseOf(path));
}

function demandNobodys(vm: Machine): void {
  demandNoCopy(vm);
  const { id, notes, generation = 2 } = vm;
  if (notes.split("\n").some((line) => line.startsWith("comanaged "))) {
    throw new CmdletError(
      `the machine ${id} is kept by another server of an estate, and was not touched`,
    );
  }
  if (generation !== 2) {
    throw new CmdletError(
      `the machine ${id} is of generation ${generation}, and has to be of generation 2`,
    );
  }
}

function hardware(vm: Machine, told: MachineTold): string[] {
  const isBooted = vm.secureBoot && vm.secureBootTemplate === told.secureBootTemplate;
  return [
    ...(vm.cpus === told.cpus ? [] : [`cpus: it has ${vm.cpus}`]),
    ...(vm.memoryMiB === told.memoryMiB ? [] : [`memory: it starts with ${vm.memoryMiB} MiB`]),
    ...(isDeepStrictEqual(vm.dynamicMemory, told.dynamicMemory)
      ? []
      : ["dynamicMemory: its memory has other limits"]),
    ...(vm.tpm === told.tpm ? [] : [`tpm: that it has a TPM is ${vm.tpm}`]),
    ...(isBooted
      ? []
      : [
          `image: its Secure Boot is ${vm.secureBoot ? "On" : "Off"} with ` +
            `${vm.secureBootTemplate}, and has to be On with ${told.secureBootTemplate}`,
        ]),
  ];
}

function disks(host: Cmdlets, vm: Machine, told: MachineTold): string[] {
  return told.disks.flatMap(({ label, slot, sizeGiB }) => {
    const drive = vm.drives.find((one) => one.slot === slot);
    if (drive === undefined) {
      return [`disks.${label}: its slot ${slot} holds nothing`];
    }
    if (labelOf(drive, vm.id, told.adopted) !== label) {
      return [`disks.${label}: its slot ${slot} holds ${drive.path}`];
    }
    const size = host.sizeOf(drive.path);
    return size === sizeGiB ? [] : [`disks.${label}.size: it has ${size} GiB`];
  });
}

type Interface = MachineTold["interfaces"][number];

function adaptersOn({ adapters }: Machine, one: Interface): Machine["adapters"] {
  return adapters.filter(({ switch: on, vlan }) => on === one.switch && vlan === one.vlan);
}

function interfaces(vm: Machine, told: MachineTold): string[] {
  return told.interfaces.flatMap((one) => {
    const { length } = adaptersOn(vm, one);
    return length === 1
      ? []
      : [
          `networks: ${length} of its adapters are on ${one.switch}, VLAN ${one.vlan}, where ${one.network} is`,
        ];
  });
}
