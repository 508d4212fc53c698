import { Config, RunError } from "@pulumi/pulumi";
import {
  type BmcConnection,
  bmcConnection,
  lookAtHardware,
  type ObservedHardware,
  uncompared,
} from "../../components/index.js";
import { isInside } from "../../components/service/addresses.js";
import type { Disk } from "../../components/service/server.js";
import type { Asset, BmcDoor, Catalog, Estate } from "../../stacks/schema/model.js";
import { imageOf, namesWhere, onlyFit, type Standing, type Wish, wholeGib } from "./standing.js";

/**
 * A customer's own machine as it stands, asked of its BMC.
 *
 * @throws RunError when it is another customer's, is not what the catalog says, or does not tell
 */
export async function standsOnHardware(
  wish: Wish,
  { customer }: Pick<Estate, "customer">,
  asset: Asset,
  { images, networks }: Catalog,
): Promise<Standing> {
  const { machine: tag, address } = wish;
  if (asset.owner !== customer.owner) {
    throw new RunError(`${tag} is a machine of ${asset.owner}, and not of ${customer.owner}.`);
  }
  if (address === undefined) {
    throw new RunError(
      `No BMC tells the address of the operating system of ${tag}. Give it with --address.`,
    );
  }
  const seen = await seenOf(tag, asset);
  const { cpus = 0, memoryGiB = 0, tpm } = seen;
  const own = Object.keys(asset.interfaces);
  const fitting = namesWhere(
    networks,
    (one) =>
      one.platform === "physical" &&
      own.includes(one.name) &&
      isInside(address, one.addresses.cidr),
  );
  const network = onlyFit("address", address, fitting, "Give one in a network of the asset.");
  return {
    platform: "physical",
    image: imageOf(
      wish,
      "known to no BMC",
      images,
      namesWhere(images, ({ medium }) => medium !== undefined),
    ),
    ...{ asset: tag, networks: [network], address },
    ...{ cpus, memoryGiB: wholeGib(memoryGiB * 1024), ...(tpm !== undefined && { tpm }) },
    disks: Object.fromEntries(
      Object.entries(asset.disks).map(([label, serial]) => [label, diskOf(tag, serial, seen)]),
    ),
    adopt: { machine: tag, interfaces: {}, disks: {} },
  };
}

async function seenOf(tag: string, { bmc, serial, uuid }: Asset): Promise<ObservedHardware> {
  const connection = await connectionTo(bmc);
  const look = await lookAtHardware(connection, { serial, uuid }, (way) => way.inventory());
  if (look.state !== "seen") {
    throw new RunError(`${tag}: ${look.why}`);
  }
  const { assetTag = tag } = look.seen;
  const untold = uncompared(look.seen).filter((what) => what !== "TPM");
  if (assetTag !== tag) {
    throw new RunError(`${tag}: its BMC says that its asset tag is ${assetTag}. Correct one.`);
  }
  if (untold.length > 0) {
    throw new RunError(`${tag}: its BMC does not tell of ${untold.join(", ")}. Write the entry.`);
  }
  return look.seen;
}

async function connectionTo({ passwordConfig, ...door }: BmcDoor): Promise<BmcConnection> {
  const { address, user, fingerprint, cipherSuite = 17 } = door;
  const secret = new Config("comanaged").requireSecret(passwordConfig);
  const password = await new Promise<string>((resolve) => secret.apply(resolve));
  return bmcConnection(
    fingerprint === undefined ? { address, user, cipherSuite } : { address, user, fingerprint },
    password,
  );
}

function diskOf(tag: string, serial: string, { disks = [] }: ObservedHardware): Disk {
  const drive = disks.find((one) => one.serial === serial);
  if (drive === undefined) {
    const there = disks.map((one) => one.serial).join(", ");
    throw new RunError(`${tag}: its drive ${serial} is not there, and there are: ${there}.`);
  }
  return { sizeGiB: drive.sizeGiB, tier: "standard" };
}
