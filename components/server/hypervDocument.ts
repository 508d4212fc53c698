import { createHash } from "node:crypto";
import { ascii } from "../access/guests.js";
import { hypervProgram } from "../access/hypervProgram.js";
import { networkMask } from "../service/addresses.js";
import type { OperatingSystem } from "../service/operatingSystem.js";
import type { ServerDescription } from "../service/server.js";
import { serverTags } from "../service/tags.js";
import type { FixedAddress } from "./interfaces.js";
import type { HypervPlacement } from "./placement.js";
import { attachedDisks } from "./server.plan.js";

/** Microsoft's template for Windows, and the one for everything that Microsoft signs for others. */
const templates: Readonly<Record<OperatingSystem, string>> = {
  windows: "MicrosoftWindows",
  linux: "MicrosoftUEFICertificateAuthority",
};

/** What a host is told of. */
type Section =
  | "reservation"
  | "adoption"
  | "machine"
  | "standing"
  | "observation"
  | "address"
  | "room"
  | "birth";

/** The one section of the document that keepers of machines are sent, and the program behind it. */
export function sentToHost(
  section: Section,
  told: object,
  program: string = hypervProgram(),
): string {
  return `${ascii({ version: 1, sections: { [section]: told } })}\n${program}`;
}

/** What reserves a machine: its GUID is all that comes of it. */
export function reservation(
  name: string,
  key: string,
  { storage }: HypervPlacement,
  server: ServerDescription,
): object {
  // The host knows it by this name until its notes carry the key: nobody else comes to it.
  const birthName = `comanaged-${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;
  return { key, name, birthName, folder: storage.standard, tags: serverTags(server) };
}

/** What a reserved machine is told of the backup that it is born from. */
export function birthTold(
  own: { readonly machineId: string; readonly key: string },
  { disks }: Pick<ServerDescription, "disks">,
  { birth, storage, interfaces }: Pick<HypervPlacement, "birth" | "storage" | "interfaces">,
): object {
  const { written, folders } = { written: "", folders: [], ...birth };
  const apart = interfaces.every(({ fixed }) => fixed !== undefined);
  return { ...own, written, folders, disks: disksTold(disks, storage), apart };
}

function disksTold(disks: ServerDescription["disks"], storage: HypervPlacement["storage"]) {
  return attachedDisks(disks).map(({ label, slot, sizeGiB, tier }) => ({
    ...{ label, slot, sizeGiB, folder: storage[tier] },
  }));
}

/** The files of disks that stood before their server was taken over. */
function adoptedFiles({ disks }: ServerDescription) {
  return Object.entries(disks).flatMap(([label, { adopted }]) =>
    adopted?.file === undefined ? [] : [{ label, file: adopted.file }],
  );
}

/** Only the first interface leads to other networks. */
function addressTold({ address, plan }: FixedAddress, index: number) {
  return {
    address,
    mask: networkMask(plan.cidr),
    gateways: index === 0 ? [plan.gateway] : [],
    dnsServers: plan.dnsServers,
  };
}

const provers = { kerberos: "Kerberos", certificate: "Certificate" } as const;

/** A server that is retired is replicated no more. */
function replicaTold({ replica, retired }: ServerDescription, { replicaLink }: HypervPlacement) {
  if (replica === undefined || replicaLink === undefined || retired === true) {
    return null;
  }
  const { host, frequencySeconds } = replica;
  const { server, port, authentication, certificate: thumbprint = null } = replicaLink;
  const by = provers[authentication];
  return { host, server, port, authentication: by, thumbprint, frequencySeconds };
}

/** What a machine is told to be, besides who it is. */
export function hypervHardware(server: ServerDescription, placement: HypervPlacement) {
  const { host, os, image, interfaces, storage } = placement;
  return {
    host: host.name,
    generation: server.generation ?? 1,
    cpus: server.cpus,
    memoryMiB: server.memoryGiB * 1024,
    // Nothing is static.
    dynamicMemory: server.dynamicMemory
      ? {
          minimumMiB: server.dynamicMemory.minimumGiB * 1024,
          maximumMiB: server.dynamicMemory.maximumGiB * 1024,
        }
      : null,
    secureBootTemplate: templates[os],
    tpm: server.tpm === true,
    image,
    disks: disksTold(server.disks, storage),
    // Those that were detached as well: nobody else's disk is taken for one of them.
    adopted: adoptedFiles(server),
    // 0 is untagged.
    interfaces: interfaces.map(({ network, switch: name, vlan = 0, fixed }, index) => ({
      ...{ network, switch: name, vlan, fixed: fixed ? addressTold(fixed, index) : null },
    })),
    checkpoints: Object.entries(server.snapshots ?? {}).map(
      ([name, { purpose, owner, until }]) => ({
        ...{ name, purpose, owner, until },
      }),
    ),
    replica: replicaTold(server, placement),
    retired: server.retired === true,
    tags: {
      ...serverTags(server),
      ...(server.broughtBackTo !== undefined && { RestoredFrom: server.broughtBackTo }),
    },
  };
}
