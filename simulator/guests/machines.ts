import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { objectKey, type WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";
import type { World } from "../core/world.js";
import { hypervMachines } from "../hyperv/host.js";
import { physicalSystems } from "../physical/guests.js";

/** A machine of the world that is on. */
export interface Machine {
  /** Told from all that were and will be by this: another machine never has it. */
  readonly identity: string;
  readonly name: string;
  readonly isWindows: boolean;
}

/** The machines that are on and have the address; in a world of one organization it is one. */
export function machinesAt(world: World, address: string): Machine[] {
  return [
    ...onAws(world, address),
    ...onVsphere(world, address),
    ...onAzure(world, address),
    ...onHyperv(world, address),
    ...physicalSystems(world.folder).filter((one) => one.isOn && one.address === address),
  ];
}

/** The identities of all machines. */
export function identities(world: World): Set<string> {
  const onHosts = hypervMachines(world.folder).map(({ id }) => id);
  const onHardware = physicalSystems(world.folder).map(({ identity }) => identity);
  const inClouds = machinesOf(world).map((machine) => identityOf(machine));
  return new Set([...inClouds, ...onHosts, ...onHardware]);
}

/** All machines of the world. */
export function machinesOf(world: World): WorldObject[] {
  return [
    ...world.objects.ofKind("aws", "aws:ec2/instance:Instance").values(),
    ...world.objects.ofKind("vsphere", "vsphere:index/virtualMachine:VirtualMachine").values(),
    ...world.objects.ofKind("azure-native", "azure-native:compute:VirtualMachine").values(),
  ];
}

/** Whether a machine is on. */
export function isOn({ platform, properties }: WorldObject): boolean {
  const off = stopped(platform);
  return Object.entries(off).every(([key, value]) => !isDeepStrictEqual(properties[key], value));
}

/** How each platform tells that a machine is off; Azure goes on charging for it. */
export function stopped(platform: string): JsonObject {
  switch (platform) {
    case "aws":
      return { instanceState: "stopped" };
    case "vsphere":
      return { powerState: "off" };
    default:
      return { instanceView: { statuses: [{ code: "PowerState/stopped" }] } };
  }
}

function onAws(world: World, address: string): Machine[] {
  return [...world.objects.ofKind("aws", "aws:ec2/instance:Instance").values()]
    .filter((object) => object.properties["privateIp"] === address && isOn(object))
    .map((object) =>
      machine(object, nameTag(object.properties), isWindowsImage(world, object.properties)),
    );
}

function onVsphere(world: World, address: string): Machine[] {
  return [
    ...world.objects.ofKind("vsphere", "vsphere:index/virtualMachine:VirtualMachine").values(),
  ]
    .filter((object) => object.properties["defaultIpAddress"] === address && isOn(object))
    .map((object) => {
      const guestId = textAt(object.properties, "guestId") ?? "";
      return machine(object, textAt(object.properties, "name"), guestId.startsWith("windows"));
    });
}

function onHyperv(world: World, address: string): Machine[] {
  return hypervMachines(world.folder)
    .filter((vm) => vm.state === "Running" && vm.adapters.some((one) => one.address === address))
    .map(({ id, name, isWindows }) => ({ identity: id, name, isWindows }));
}

/** The images of the world tell it by their names. */
function isWindowsImage(world: World, instance: JsonObject): boolean {
  const images = world.objects.ofKind("aws", "aws:ec2/ami:Ami");
  const image = [...images.values()].find(({ id }) => id === textAt(instance, "ami"));
  return textAt(image?.properties ?? {}, "name")?.includes("windows") ?? false;
}

function onAzure(world: World, address: string): Machine[] {
  const interfaces = world.objects.ofKind("azure-native", "azure-native:network:NetworkInterface");
  const holders = [...interfaces.values()]
    .filter(({ properties }) =>
      objectsAt(properties, "ipConfigurations").some(
        (configuration) => textAt(configuration, "privateIPAddress") === address,
      ),
    )
    .map(({ properties }) => textAt(objectAt(properties, "virtualMachine"), "id"));
  const machines = world.objects.ofKind("azure-native", "azure-native:compute:VirtualMachine");
  return [...machines.values()]
    .filter((object) => holders.includes(object.id) && isOn(object))
    .map((object) => {
      const profile = objectAt(object.properties, "osProfile");
      const isWindows = profile["windowsConfiguration"] !== undefined;
      return machine(object, textAt(object.properties, "name"), isWindows);
    });
}

function machine(object: WorldObject, name: string | undefined, isWindows: boolean): Machine {
  return { identity: identityOf(object), name: name ?? object.id, isWindows };
}

/** Azure gives a machine that comes back the id of the one before; its `vmId` is its own. */
export function identityOf(object: WorldObject): string {
  const own = textAt(object.properties, "vmId") ?? "";
  return createHash("sha256")
    .update(`${objectKey(object)} ${own}`)
    .digest("hex")
    .slice(0, 32);
}

function nameTag(properties: JsonObject): string | undefined {
  return textAt(objectAt(properties, "tags"), "Name");
}
