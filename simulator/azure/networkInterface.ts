import { addressNumber, freeAddressIn, networkOf } from "../core/addresses.js";
import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { apiError, missingReference } from "./apiError.js";
import { azureObject, birth, here, kinds, one, referenced, refuseMove } from "./common.js";

/** Azure keeps the first four addresses of a subnet and the last one for itself. */
const reservedAtStart = 4;
const reservedAtEnd = 1;

function create(scene: Scene, inputs: JsonObject) {
  const { id, location, outputs } = birth(
    scene,
    inputs,
    "networkInterface",
    "networkInterfaceName",
  );
  refuseForeignGroup(scene, inputs, location);
  const number = scene.world.next();
  const mac = number.toString(16).padStart(6, "0").toUpperCase();
  return {
    id,
    outputs: {
      ...outputs,
      defaultOutboundConnectivityEnabled: false,
      dscpConfiguration: {},
      hostedWorkloads: [],
      ipConfigurations: addressed(scene, id, objectsAt(inputs, "ipConfigurations"), location),
      macAddress: `00-0D-3A-${mac.slice(-6, -4)}-${mac.slice(-4, -2)}-${mac.slice(-2)}`,
      primary: true,
      privateEndpoint: {},
      resourceGuid: uuidOf(number),
      tapConfigurations: [],
      virtualMachine: {},
      vnetEncryptionSupported: false,
    },
  };
}

function refuseForeignGroup(scene: Scene, inputs: JsonObject, location: string): void {
  const group = textAt(objectAt(inputs, "networkSecurityGroup"), "id");
  if (group !== undefined) {
    referenced(scene, kinds.securityGroup, group, location);
  }
}

/** The configurations with their addresses, those that they have or new ones. */
function addressed(
  scene: Scene,
  id: string,
  wanted: readonly JsonObject[],
  location: string,
  before: readonly JsonObject[] = [],
): JsonObject[] {
  if (wanted.length === 0) {
    const text = `Network interface ${id} must have at least one IP configuration.`;
    throw apiError(400, "NetworkInterfaceMustHaveAtLeastOneIpConfiguration", text);
  }
  return wanted.map((configuration) => {
    const subnet = subnetOf(scene, configuration, location);
    const old = before.find(
      (one) =>
        one["name"] === configuration["name"] &&
        textAt(objectAt(one, "subnet"), "id") === subnet.id,
    );
    const privateIPAddress = addressOf(scene, id, subnet, configuration, old);
    return { ...configuration, privateIPAddress };
  });
}

function subnetOf(scene: Scene, configuration: JsonObject, location: string): WorldObject {
  const id = textAt(objectAt(configuration, "subnet"), "id");
  const subnet = one(scene, kinds.subnet, id);
  const network = one(scene, kinds.virtualNetwork, id?.replace(/\/subnets\/[^/]+$/, ""));
  if (subnet === undefined || network?.properties["location"] !== location) {
    throw missingReference(id ?? "");
  }
  return subnet;
}

function addressOf(
  scene: Scene,
  id: string,
  subnet: WorldObject,
  configuration: JsonObject,
  old: JsonObject | undefined,
): string {
  const whole = networkOf(textAt(subnet.properties, "addressPrefix") ?? "");
  const hosts = { first: whole.first + reservedAtStart, last: whole.last - reservedAtEnd };
  const used = new Set(
    here(scene, kinds.networkInterface)
      .filter((other) => other.id !== id)
      .flatMap(({ properties }) => objectsAt(properties, "ipConfigurations"))
      .map((other) => textAt(other, "privateIPAddress")),
  );
  if (configuration["privateIPAllocationMethod"] === "Static") {
    const wanted = textAt(configuration, "privateIPAddress") ?? "";
    const number = addressNumber(wanted);
    if (!(number >= hosts.first && number <= hosts.last) || used.has(wanted)) {
      const text = `Private static IP address ${wanted} is not available in subnet ${subnet.id}.`;
      throw apiError(400, "PrivateIPAddressNotAvailable", text);
    }
    return wanted;
  }
  const kept = old && textAt(old, "privateIPAddress");
  const address = kept ?? freeAddressIn(hosts, scene.world.next(), (free) => used.has(free));
  if (address === undefined) {
    const text = `Subnet ${subnet.id} is full: no more IP addresses are available.`;
    throw apiError(400, "SubnetIsFull", text);
  }
  return address;
}

function update(scene: Scene, old: WorldObject, inputs: JsonObject) {
  refuseMove(old, inputs);
  const location = textAt(old.properties, "location") ?? "";
  refuseForeignGroup(scene, inputs, location);
  const before = objectsAt(old.properties, "ipConfigurations");
  const wanted = objectsAt(inputs, "ipConfigurations");
  return {
    outputs: { ipConfigurations: addressed(scene, old.id, wanted, location, before) },
  };
}

function remove(_scene: Scene, { id, properties }: WorldObject): undefined {
  const holder = textAt(objectAt(properties, "virtualMachine"), "id");
  if (holder !== undefined) {
    const text = `Network Interface ${id} is used by existing resource ${holder}. In order to delete the network interface, it must be dissociated from the resource.`;
    throw apiError(400, "NicInUse", text);
  }
  return undefined;
}

/** The interface with a machine as its holder, or free. */
export function putInterface(scene: Scene, nic: WorldObject, machine: string | undefined): void {
  const virtualMachine = machine === undefined ? {} : { id: machine };
  const properties = { ...nic.properties, virtualMachine };
  scene.world.put(azureObject(scene, kinds.networkInterface, nic.id, properties), "updated");
}

/** A network interface: it has its address from its birth, and stays while a machine uses it. */
export const networkInterface: ResourceBehaviour = {
  create,
  update,
  remove,
  ignores: ({ ipConfigurations }) =>
    objectsAt({ ipConfigurations: ipConfigurations ?? [] }, "ipConfigurations").flatMap(
      (configuration, index) =>
        configuration["privateIPAllocationMethod"] === "Static"
          ? []
          : [`ipConfigurations[${index}].privateIPAddress`],
    ),
};
