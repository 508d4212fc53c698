import * as ec2 from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider.js";
import { RunError } from "@pulumi/pulumi";
import type { Disk } from "../../components/service/server.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import {
  imageOf,
  labelOf,
  namesWhere,
  networkIn,
  networksOf,
  offered,
  onlyFit,
  type Standing,
  tierOf,
  type Wish,
} from "./standing.js";

/** An EC2 instance of the estate's account as it stands. */
export async function standsOnAws(
  wish: Wish,
  estate: Estate,
  { platforms, images, networks }: Catalog,
): Promise<Standing> {
  const { account, region } = offered(estate.aws, 'Write "aws" in the estate first.');
  const offer = offered(platforms.aws, "The catalog does not offer AWS.");
  const provider = new Provider(`aws-${account}`, { region, allowedAccountIds: [account] });
  const found = await ec2.getInstance({ instanceId: wish.machine }, { provider });
  const further = await furtherCards(wish.machine, provider);
  const networkOf = (subnet: string) => networkIn("aws", subnet, networks);
  const type = onlyFit(
    "type",
    found.instanceType,
    namesWhere(offer.instanceTypes, () => true).filter((name) => name === found.instanceType),
    "Add it to the catalog, or change the machine.",
  );
  const size = offered(offer.instanceTypes[type], type);
  const disks = [
    ...found.rootBlockDevices.map(({ volumeSize, volumeType }) => ({
      ...{ volumeSize, volumeType, id: "", device: "" },
    })),
    ...found.ebsBlockDevices.map(({ volumeSize, volumeType, volumeId, deviceName }) => ({
      ...{ volumeSize, volumeType, id: volumeId, device: deviceName },
    })),
  ];
  return {
    platform: "aws",
    image: imageOf(
      wish,
      found.ami,
      images,
      namesWhere(images, ({ ami }) => ami === found.ami),
    ),
    networks: networksOf([found.subnetId, ...further.map(({ subnet }) => subnet)].map(networkOf)),
    ...{ cpus: size.cpus, memoryGiB: size.memoryGiB },
    disks: Object.fromEntries(
      disks.map(({ volumeSize, volumeType }, index): [string, Disk] => [
        labelOf(index),
        { sizeGiB: volumeSize, tier: tierOf(volumeType, offer.volumes) },
      ]),
    ),
    adopt: {
      machine: wish.machine,
      interfaces: Object.fromEntries(
        further.map(({ subnet, ...card }) => [networkOf(subnet), card]),
      ),
      disks: Object.fromEntries(
        disks.slice(1).map(({ id, device }, index) => [labelOf(index + 1), { id, device }]),
      ),
    },
  };
}

/** An interface besides the one that an instance was born with. */
interface FurtherCard {
  readonly id: string;
  readonly attachment: string;
  readonly subnet: string;
}

/**
 * The further interfaces of an instance, in the order in which they hang on it.
 *
 * @throws RunError when an index is left out: the product hangs them on one after the other
 */
async function furtherCards(instance: string, provider: Provider): Promise<FurtherCard[]> {
  const filters = [{ name: "attachment.instance-id", values: [instance] }];
  const { ids } = await ec2.getNetworkInterfaces({ filters }, { provider });
  const cards = await Promise.all(ids.map((id) => ec2.getNetworkInterface({ id }, { provider })));
  const hanging = cards
    .flatMap(({ id, subnetId: subnet, attachments: [place] }) =>
      place === undefined || place.deviceIndex === 0
        ? []
        : [{ index: place.deviceIndex, card: { id, attachment: place.attachmentId, subnet } }],
    )
    .sort((a, b) => a.index - b.index);
  const gap = hanging.findIndex(({ index }, place) => index !== place + 1);
  if (gap !== -1) {
    throw new RunError(
      `The machine's interface ${hanging[gap]?.card.id} is at device index ${hanging[gap]?.index}, ` +
        `and its place would be ${gap + 1}. Attach it there first.`,
    );
  }
  return hanging.map(({ card }) => card);
}
