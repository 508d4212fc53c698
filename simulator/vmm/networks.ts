import type { HostReport } from "../hyperv/own.js";
import type { VmmCmdlets } from "./cmdlets.js";
import type { ManagedTold } from "./document.js";
import { seenOf } from "./own.js";
import type { MachineRecord } from "./state.js";

/** The custom property that tells which adapters of a machine were taken over, by their ids. */
export const adaptersProperty = "comanaged adapters";

function takenAdapters({ properties }: MachineRecord): ReadonlyMap<string, string> {
  const pairs = (properties[adaptersProperty] ?? "").split(" ");
  return new Map(
    pairs.flatMap((pair): [string, string][] => {
      const [network, id] = pair.split("=");
      return network && id ? [[id, `comanaged-${network}`]] : [];
    }),
  );
}

/** An adapter as VMM tells of it; one that somebody else has added is told by its slot. */
export function adaptersOf(record: MachineRecord) {
  const taken = takenAdapters(record);
  return seenOf(record).adapters.map((one, slot) => ({
    id: one.id ?? one.name,
    device: one.name,
    name:
      taken.get(one.id ?? one.name) ??
      (one.name.startsWith("comanaged-") ? one.name : `slot-${slot}`),
    switch: one.switch,
    vmNetwork: one.switch === null ? "" : (record.networks[one.name] ?? ""),
    vlan: one.vlan,
    address: one.address,
  }));
}

/** Makes the interfaces what they are told to be; what somebody else has added stays. */
export function setInterfaces(
  vmm: VmmCmdlets,
  record: MachineRecord,
  { interfaces, retired }: ManagedTold,
  { changed }: HostReport,
): void {
  const wanted = interfaces.map(({ network }) => `comanaged-${network}`);
  const isNew = /^comanaged-[0-9a-f]{32}$/.test(record.name);
  for (const { device, name, vmNetwork } of adaptersOf(record)) {
    const isGone = name.startsWith("comanaged-") && !wanted.includes(name);
    if (isGone || (isNew && name.startsWith("slot-") && vmNetwork === "")) {
      vmm.removeAdapter(record, device);
      changed.push(`interface ${name}`);
    }
  }
  for (const { network, switch: on, vmNetwork, vlan } of interfaces) {
    const name = `comanaged-${network}`;
    if (!adaptersOf(record).some((one) => one.name === name)) {
      vmm.newAdapter(record, name);
      changed.push(`interface ${name}`);
    }
    const adapter = adaptersOf(record).find((one) => one.name === name);
    const isSame =
      adapter?.switch === on && adapter.vmNetwork === vmNetwork && adapter.vlan === vlan;
    const isPlugged = adapter?.vmNetwork !== "";
    if (retired ? isPlugged : !isSame) {
      vmm.setAdapter(
        record,
        adapter?.device ?? name,
        retired ? null : { vmNetwork, switch: on, vlan },
      );
      changed.push(`connection of ${name}`);
    }
  }
}
