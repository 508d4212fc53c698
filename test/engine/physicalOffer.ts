import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Listening } from "../../simulator/physical/deposit.js";
import type { Hardware } from "../../simulator/physical/state.js";

/** The medium that the machines of a test are installed from. */
export const medium = "https://install.example.edu/debian-12.iso";

const sshPublicKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl provider";

/** A machine and where its BMC answers. */
export interface OfferedMachine {
  readonly tag: string;
  readonly machine: Pick<Hardware, "serial" | "uuid"> & Partial<Pick<Hardware, "macs">>;
  readonly bmc: Pick<Listening, "address" | "fingerprint">;
  readonly mayErase?: boolean;
}

/** The offer of physical servers with some machines. */
export function physicalOfferOf(
  machines: readonly OfferedMachine[],
  deposit: Pick<Listening, "address" | "fingerprint">,
) {
  const door = ({ address, fingerprint }: typeof deposit) => ({ address, fingerprint });
  const assets = machines.map(({ tag, machine, bmc, mayErase = false }) => [
    tag,
    {
      ...{ owner: "chemistry", serial: machine.serial, uuid: machine.uuid, mayErase },
      bmc: { ...door(bmc), user: "comanaged", passwordConfig: "bmcPassword" },
      disks: { system: `${machine.serial}-D1`, data: `${machine.serial}-D2` },
      interfaces: { "ph-chemistry": machine.macs?.[0] ?? "b8:83:03:00:42:01" },
    },
  ]);
  return {
    assets: Object.fromEntries(assets),
    deposit: { ...door(deposit), user: "machines", passwordConfig: "depositPassword" },
    administrator: { name: "comanaged", sshPublicKey },
    timeZone: "Europe/Berlin",
  };
}

/** Has a catalog offer physical servers. */
export function withPhysical(catalog: string, offer: object): string {
  const network = {
    platform: "physical",
    addresses: {
      ...{ cidr: "10.9.3.0/24", gateway: "10.9.3.1", dnsServers: ["10.240.0.53"] },
      static: { from: "10.9.3.20", to: "10.9.3.60" },
    },
  };
  return catalog
    .replace(/\n {2}physical: .*/, "")
    .replace(/\n {4}physical: .*/g, "")
    .replace(/\n {2}ph-chemistry: .*/, "")
    .replace("platforms:", () => `platforms:\n  physical: ${JSON.stringify(offer)}`)
    .replace(
      /^ {4}vsphere: \{ template: tpl-(?:debian-12|windows-2022) \}$/gm,
      (image) => `${image}\n    physical: ${JSON.stringify({ medium })}`,
    )
    .replace(/\n {2}protectionGroup: .*/, "")
    .replace("\nbackupServer:\n", (server) => `${server}  protectionGroup: co-managed-hardware\n`)
    .replace("\nnetworks:", () => `\nnetworks:\n  ph-chemistry: ${JSON.stringify(network)}`);
}

/** Has the catalog of a folder offer physical servers. */
export function offerPhysical(stacks: string, offer: object): void {
  const file = join(stacks, "catalog.yaml");
  writeFileSync(file, withPhysical(readFileSync(file, "utf8"), offer));
}
