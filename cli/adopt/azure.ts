import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import { Provider } from "@pulumi/azure-native/provider.js";
import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { type Disk, systemDisk } from "../../components/service/server.js";
import type { AzureOffer, Catalog, Estate } from "../../stacks/schema/model.js";
import {
  imageOf,
  labelOf,
  namesWhere,
  networkIn,
  networksOf,
  offered,
  type Standing,
  tierOf,
  type Wish,
} from "./standing.js";

/** A virtual machine of the estate's subscription as it stands. */
export async function standsOnAzure(
  wish: Wish,
  estate: Estate,
  { platforms, images, networks }: Catalog,
): Promise<Standing> {
  const { subscription, location } = offered(estate.azure, 'Write "azure" in the estate first.');
  const offer = offered(platforms.azure, "The catalog does not offer Azure.");
  const name = `azure-${subscription}`;
  const provider = new Provider(name, { subscriptionId: subscription, location });
  const [resourceGroupName, vmName] = namesIn(wish.machine);
  const found = await compute.getVirtualMachine({ resourceGroupName, vmName }, { provider });
  const networkOf = (subnet: string) => networkIn("azure", subnet, networks);
  const type = found.hardwareProfile?.vmSize ?? "";
  const size = offered(
    offer.machineTypes[type],
    `The machine's size is ${type}, and the catalog has none such. Add it to the catalog.`,
  );
  const { osDisk, dataDisks = [], imageReference } = found.storageProfile ?? {};
  const volumes = await Promise.all(
    dataDisks.map(({ managedDisk }) => volumeOf(managedDisk?.id ?? "", { provider })),
  );
  const cards = await cardsOf(found.networkProfile?.networkInterfaces ?? [], { provider });
  const [first, ...further] = cards.map(({ id, subnet }) => ({ id, network: networkOf(subnet) }));
  const { publisher = "", offer: product = "", sku = "" } = imageReference ?? {};
  return {
    platform: "azure",
    image: imageOf(
      wish,
      `${publisher} ${product} ${sku}`,
      images,
      namesWhere(
        images,
        ({ azure }) =>
          azure?.publisher === publisher && azure.offer === product && azure.sku === sku,
      ),
    ),
    networks: networksOf([first, ...further].flatMap((card) => card?.network ?? [])),
    ...{ cpus: size.cpus, memoryGiB: size.memoryGiB },
    disks: Object.fromEntries([
      [systemDisk, diskOf(osDisk ?? {}, offer)],
      ...dataDisks.map(({ lun }, index): [string, Disk] => [
        labelOf(index + 1),
        { ...diskOf(volumes[index] ?? {}, offer), adopted: { slot: lun } },
      ]),
    ]),
    adopt: {
      machine: wish.machine,
      ...(first && { interface: first.id }),
      interfaces: Object.fromEntries(further.map(({ id, network: name }) => [name, { id }])),
      disks: Object.fromEntries(
        dataDisks.map(({ managedDisk }, index) => [
          labelOf(index + 1),
          { id: managedDisk?.id ?? "" },
        ]),
      ),
    },
  };
}

/** A disk as the machine tells it. */
interface ToldDisk {
  readonly diskSizeGB?: number;
  readonly managedDisk?: { readonly storageAccountType?: string };
}

function diskOf({ diskSizeGB = 0, managedDisk }: ToldDisk, { diskTypes }: AzureOffer): Disk {
  return { sizeGiB: diskSizeGB, tier: tierOf(managedDisk?.storageAccountType, diskTypes) };
}

/**
 * The interfaces of a machine in their order, each with its subnet.
 *
 * @throws RunError when the first is not the primary one: the product makes it so
 */
async function cardsOf(
  references: readonly { readonly id?: string; readonly primary?: boolean }[],
  opts: InvokeOptions,
): Promise<{ readonly id: string; readonly subnet: string }[]> {
  if (references.slice(1).some(({ primary }) => primary)) {
    throw new RunError(
      "The machine's primary interface is not its first one. Make the first one primary before.",
    );
  }
  return Promise.all(
    references.map(async ({ id = "" }) => {
      const [resourceGroupName, networkInterfaceName] = namesIn(id);
      const where = { resourceGroupName, networkInterfaceName };
      const card = await network.getNetworkInterface(where, opts);
      return { id, subnet: card.ipConfigurations?.[0]?.subnet?.id ?? "" };
    }),
  );
}

/** A data disk tells its size itself: its machine may not know it. */
async function volumeOf(id: string, opts: InvokeOptions): Promise<ToldDisk> {
  const [resourceGroupName, diskName] = namesIn(id);
  const { diskSizeGB = 0, sku } = await compute.getDisk({ resourceGroupName, diskName }, opts);
  return { diskSizeGB, managedDisk: { storageAccountType: sku?.name ?? "" } };
}

/** The group and the name in a resource id. */
function namesIn(id: string): [string, string] {
  const parts = id.split("/");
  return [parts[4] ?? "", parts[8] ?? ""];
}
