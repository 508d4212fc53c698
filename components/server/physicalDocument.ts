import { answersFor } from "../hardware/answers/answers.js";
import { familyOf } from "../service/patchProducts.js";
import { type ServerDescription, systemDisk } from "../service/server.js";
import { serverTags } from "../service/tags.js";
import type { PhysicalPlacement } from "./placement.js";
import { attachedDisks } from "./server.plan.js";

/** What a machine is told to be, besides who it is; holds no secret. */
export function physicalHardware(
  name: string,
  server: ServerDescription,
  placement: PhysicalPlacement,
) {
  const { asset, serial, uuid, drives, mayErase, medium } = placement;
  const { network, mac, address } = placement.interface;
  return {
    ...{ asset, serial, uuid, os: familyOf(placement.product) },
    ...orderOf(server, placement),
    interfaces: [{ network, mac, address }],
    ...{ mayErase, medium, answers: answers(name, drives, placement) },
    ...(server.generation !== undefined && { generation: server.generation }),
    retired: server.retired === true,
    tags: serverTags(server),
  };
}

/** What was ordered of a machine, as it is compared with what is there. */
export function orderOf(
  { cpus, memoryGiB, disks, tpm }: Pick<ServerDescription, "cpus" | "memoryGiB" | "disks" | "tpm">,
  { drives }: Pick<PhysicalPlacement, "drives">,
) {
  return {
    ...{ cpus, memoryGiB, tpm: tpm === true },
    disks: attachedDisks(disks).map(({ label, sizeGiB }) => ({
      ...{ label, sizeGiB, serial: drives[label] ?? "" },
    })),
  };
}

function answers(
  name: string,
  drives: PhysicalPlacement["drives"],
  { product, administrator, deposit, serial, timeZone, ...placement }: PhysicalPlacement,
) {
  const { mac, address, plan } = placement.interface;
  const [type = "", body = ""] = administrator.sshPublicKey.split(" ");
  return answersFor(product, {
    ...{ name, timeZone, interface: { mac, address, plan } },
    systemDrive: drives[systemDisk] ?? "",
    account: administrator.name,
    publicKey: `${type} ${body}`,
    endedAt: `${deposit.address}/${encodeURIComponent(serial)}/done`,
  });
}
