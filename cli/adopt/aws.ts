import * as ec2 from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider.js";
import type { Disk } from "../../components/service/server.js";
import type { Catalog, Estate } from "../../stacks/schema/model.js";
import {
  imageOf,
  labelOf,
  namesWhere,
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
    network: onlyFit(
      "subnet",
      found.subnetId,
      namesWhere(networks, (one) => one.platform === "aws" && one.subnet === found.subnetId),
      "Add it to the catalog.",
    ),
    ...{ cpus: size.cpus, memoryGiB: size.memoryGiB },
    disks: Object.fromEntries(
      disks.map(({ volumeSize, volumeType }, index): [string, Disk] => [
        labelOf(index),
        { sizeGiB: volumeSize, tier: tierOf(volumeType, offer.volumes) },
      ]),
    ),
    adopt: {
      machine: wish.machine,
      disks: Object.fromEntries(
        disks.slice(1).map(({ id, device }, index) => [labelOf(index + 1), { id, device }]),
      ),
    },
  };
}
