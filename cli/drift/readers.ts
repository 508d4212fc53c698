import { z } from "zod";
import type { Observed } from "../../components/service/observed.js";

/** A part of a server as the engine knows it. */
export interface Part {
  /** The name of the server and of the part, such as `lims-db-1` and `disk-data`. */
  readonly server: string;
  readonly role: string;
  readonly outputs: unknown;
}

/** What a part tells of its server; nothing where it tells nothing. */
export type Reader = (part: Part) => Observed;

const gib = z.number().optional();

/** The properties that are read of each type, none of which has to be there. */
const shapes = {
  instance: z.object({
    instanceType: z.string().optional(),
    instanceState: z.string().optional(),
    subnetId: z.string().optional(),
    rootBlockDevice: z.object({ volumeSize: gib }).optional(),
    metadataOptions: z.object({ httpTokens: z.string().optional() }).optional(),
    tags: z.record(z.string(), z.string()).default({}),
  }),
  state: z.object({ state: z.string().optional() }),
  volume: z.object({ size: gib }),
  attached: z.object({ subnetId: z.string().optional() }),
  azureMachine: z.object({
    hardwareProfile: z.object({ vmSize: z.string().optional() }).optional(),
    securityProfile: z
      .object({
        uefiSettings: z
          .object({
            secureBootEnabled: z.boolean().optional(),
            vTpmEnabled: z.boolean().optional(),
          })
          .optional(),
      })
      .optional(),
    storageProfile: z.object({ osDisk: z.object({ diskSizeGB: gib }).optional() }).optional(),
  }),
  azureDisk: z.object({ diskSizeGB: gib }),
  azureInterface: z.object({
    ipConfigurations: z
      .array(z.object({ subnet: z.object({ id: z.string() }).optional() }))
      .default([]),
  }),
  vsphereMachine: z.object({
    numCpus: z.number().optional(),
    memory: z.number().optional(),
    powerState: z.string().optional(),
    firmware: z.string().optional(),
    efiSecureBootEnabled: z.boolean().optional(),
    vtpm: z.object({}).optional(),
    disks: z.array(z.object({ label: z.string(), size: gib })).default([]),
    networkInterfaces: z.array(z.object({ networkId: z.string().optional() })).default([]),
  }),
} as const;

/** Facts without those that are not told. */
function told(facts: Readonly<Record<string, Observed[string] | undefined>>): Observed {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function reading<Shape extends z.ZodType>(
  shape: Shape,
  read: (outputs: z.output<Shape>, part: Part) => Parameters<typeof told>[0],
): Reader {
  return (part) => {
    const { data, success } = shape.safeParse(part.outputs);
    return success ? told(read(data, part)) : {};
  };
}

const labelOf = ({ role }: Part) => role.replace(/^disk-/, "");

/** How each type of resource is read, without the version in its name. */
export const readers: Readonly<Record<string, Reader>> = {
  "aws:ec2/instance:Instance": reading(shapes.instance, (one) => ({
    size: one.instanceType,
    // A scheduler starts and stops servers that have its tag.
    power: one.tags["Schedule"] === undefined ? one.instanceState : undefined,
    "networks.0": one.subnetId,
    "disks.system.sizeGiB": one.rootBlockDevice?.volumeSize,
    "firmware.metadataTokens": one.metadataOptions?.httpTokens,
  })),
  // What keeps a server off knows best whether it is.
  "aws:ec2/instanceState:InstanceState": reading(shapes.state, ({ state }) => ({ power: state })),
  "aws:ebs/volume:Volume": reading(shapes.volume, ({ size }, part) => ({
    [`disks.${labelOf(part)}.sizeGiB`]: size,
  })),
  "aws:ec2/networkInterface:NetworkInterface": reading(shapes.attached, ({ subnetId }, part) => ({
    [`networks.${part.role.replace(/^interface-/, "")}`]: subnetId,
  })),
  "azure-native:compute:VirtualMachine": reading(shapes.azureMachine, (one) => ({
    size: one.hardwareProfile?.vmSize,
    "firmware.secureBoot": one.securityProfile?.uefiSettings?.secureBootEnabled,
    "firmware.tpm": one.securityProfile?.uefiSettings?.vTpmEnabled,
    "disks.system.sizeGiB": one.storageProfile?.osDisk?.diskSizeGB,
  })),
  "azure-native:compute:Disk": reading(shapes.azureDisk, ({ diskSizeGB }, part) => ({
    [`disks.${labelOf(part)}.sizeGiB`]: diskSizeGB,
  })),
  "azure-native:network:NetworkInterface": reading(
    shapes.azureInterface,
    ({ ipConfigurations }, { role }) =>
      Object.fromEntries(
        ipConfigurations.map(({ subnet }, index) => [`networks.${role}.${index}`, subnet?.id]),
      ),
  ),
  "vsphere:index/virtualMachine:VirtualMachine": reading(shapes.vsphereMachine, (one) => ({
    cpus: one.numCpus,
    memoryMiB: one.memory,
    power: one.powerState,
    "firmware.kind": one.firmware,
    "firmware.secureBoot": one.efiSecureBootEnabled,
    "firmware.tpm": one.vtpm !== undefined,
    ...Object.fromEntries(one.disks.map(({ label, size }) => [`disks.${label}.sizeGiB`, size])),
    ...Object.fromEntries(
      one.networkInterfaces.map(({ networkId }, index) => [`networks.${index}`, networkId]),
    ),
  })),
};
