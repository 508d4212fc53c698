import type { z } from "zod";
import type { catalog } from "../catalog.js";
import { minutes } from "../fields/duration.js";
import { gib } from "../fields/size.js";
import type { image } from "../image.js";
import type { Catalog, Image } from "../model.js";
import { awsOfferOf } from "./awsOffer.js";
import { azureOfferOf } from "./azureOffer.js";
import { backupClassOf } from "./backupClass.js";
import { backupServerOf } from "./backupServer.js";
import { platformSystemsOf } from "./platformSystems.js";
import { sourceOf } from "./vsphereSource.js";

/** A catalog that the schema has accepted, in the words of the program. */
export function catalogOf(input: z.output<typeof catalog>): Catalog {
  const { vsphere, aws, azure, hyperv, physical } = input.platforms;
  const server = input.backupServer && backupServerOf(input.backupServer);
  const backupClasses = mapped(input.backupClasses, backupClassOf);
  return {
    platforms: {
      ...(vsphere && { vsphere }),
      ...(aws && { aws: awsOfferOf(aws) }),
      ...(azure && { azure: azureOfferOf(azure) }),
      ...(hyperv && { hyperv }),
      ...(physical && { physical }),
    },
    images: mapped(input.images, imageOf),
    networks: mapped(input.networks, (name, value) => ({ name, ...value })),
    windows: mapped(input.windows, (name, value) => ({
      name,
      ...value,
      durationMinutes: minutes(value.duration),
    })),
    freezes: Object.entries(input.freezes).map(([name, days]) => ({ name, ...days })),
    backupClasses,
    platformSystems: platformSystemsOf(input.platformSystems, backupClasses),
    ...(input.windowsUpdate && { windowsUpdate: input.windowsUpdate }),
    ...(server && { backupServer: server }),
    ...(input.dataLocations && { dataLocations: input.dataLocations }),
    approvers: input.approvers,
    approverLogins: input.approverLogins,
  };
}

function imageOf(name: string, input: z.output<typeof image>): Image {
  const { os, product, tpm, minimumSystemDisk, vsphere, aws, azure, hyperv, physical } = input;
  const common = { name, os, product, tpm, minimumSystemDiskGiB: gib(minimumSystemDisk) };
  const source = vsphere && sourceOf(vsphere);
  return {
    ...common,
    ...(source && { source }),
    ...(aws && { ami: aws.ami }),
    ...(azure && { azure }),
    ...(hyperv && { vhdx: hyperv.vhdx }),
    ...(hyperv?.library !== undefined && { library: hyperv.library }),
    ...(physical && { medium: physical.medium }),
  };
}

function mapped<I, O>(
  record: Readonly<Record<string, I>>,
  map: (name: string, value: I) => O,
): Record<string, O> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(name, value)]),
  );
}
