import { RunError } from "@pulumi/pulumi";
import { z } from "zod";
import type { ManagedHost } from "../../components/server/placement.js";
import type { Disk } from "../../components/service/server.js";
import type { Catalog } from "../../stacks/schema/model.js";
import { type Found, seenMachine } from "../drift/hypervFacts.js";
import { askHost, type HostAccess } from "../guests/hypervHost.js";
import { messageOf } from "../stack/run.js";
import {
  imageOf,
  labelOf,
  namesWhere,
  networksOf,
  offered,
  onlyFit,
  type Standing,
  type Wish,
  wholeGib,
} from "./standing.js";

/** A machine on a Hyper-V host, as people name it. */
export interface OnHost {
  readonly host: string;
  /** Its name, or its GUID. */
  readonly machine: string;
}

type Image = Catalog["images"][string];

/** The host and the machine in `hv-1/db-1`; undefined where the catalog has no such host. */
export function onHypervHost(machine: string, { platforms }: Catalog): OnHost | undefined {
  const [host = "", ...rest] = machine.split("/");
  const { hosts = {}, vmm } = platforms.hyperv ?? {};
  const isHost = Object.hasOwn(hosts, host) || Object.hasOwn(vmm?.hosts ?? {}, host);
  return isHost && rest.length > 0 ? { host, machine: rest.join("/") } : undefined;
}

const looked = seenMachine.extend({
  machine: seenMachine.shape.machine.extend({ machineId: z.string() }),
  files: z.array(z.string()),
});

/**
 * A machine on a Hyper-V host as it stands, told by the host or by what manages it.
 *
 * @param key of the server that it is to be
 * @throws RunError when its host does not show it, or the catalog has no words for it
 */
export async function standsOnHyperv(
  { host, machine: asked }: OnHost,
  { key, ...wish }: Wish & { readonly key: string },
  { platforms, images, networks }: Catalog,
  access: HostAccess,
): Promise<Standing> {
  const { storage, vmm } = offered(platforms.hyperv, "The catalog does not offer Hyper-V.");
  const told = (managed: ManagedHost | undefined) => ({ key, machine: asked, ...managed });
  const isOffered = Object.hasOwn(vmm?.hosts ?? {}, host)
    ? ({ library }: Image) => library !== undefined
    : ({ vhdx }: Image) => vhdx !== undefined;
  const question = { section: "standing", told, observed: looked } as const;
  const { machine, files } = await askHost(host, question, access).catch((failure: unknown) => {
    throw new RunError(messageOf(failure));
  });
  const { machineId, cpus, memoryMiB, dynamicMemory, tpm, secureBootTemplate: template } = machine;
  const os = template === "MicrosoftWindows" ? "windows" : "linux";
  const isFast = (file: string) => file.startsWith(`${storage.fast}\\`);
  return {
    platform: "hyperv",
    image: imageOf(
      wish,
      os,
      images,
      namesWhere(images, (one) => isOffered(one) && one.os === os),
    ),
    networks: networksOf(machine.interfaces.map((one) => networkOf(one, host, networks))),
    ...{ cpus, memoryGiB: wholeGib(memoryMiB), tpm: tpm === true },
    ...(dynamicMemory && {
      dynamicMemory: {
        minimumGiB: wholeGib(dynamicMemory.minimumMiB),
        maximumGiB: wholeGib(dynamicMemory.maximumMiB),
      },
    }),
    disks: Object.fromEntries(
      machine.disks.map(({ slot, sizeGiB }, index): [string, Disk] => {
        const file = files[index] ?? "";
        const tier = isFast(file) ? "fast" : "standard";
        return [labelOf(index), { sizeGiB, tier, adopted: { slot, file } }];
      }),
    ),
    adopt: { machine: machineId, interfaces: {}, disks: {} },
  };
}

function networkOf(
  { switch: on, vlan, vmNetwork }: Found["interfaces"][number],
  host: string,
  networks: Catalog["networks"],
): string {
  const tag = vlan ?? 0;
  return onlyFit(
    "network",
    tag === 0 ? `${on} on ${host}, untagged` : `${on} on ${host}, VLAN ${tag}`,
    namesWhere(
      networks,
      (one) =>
        one.platform === "hyperv" &&
        one.host === host &&
        one.switch === on &&
        one.vmNetwork === vmNetwork &&
        (one.vlan ?? 0) === tag,
    ),
    "Add it to the catalog.",
  );
}
