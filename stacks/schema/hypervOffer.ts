import { z } from "zod";
import { accountName, sshKey } from "./fields/access.js";
import { address } from "./fields/address.js";
import { name, objectName } from "./fields/text.js";
import { timeZone } from "./fields/time.js";
import { computerName, hostGroup, libraryFile, vhdxFile } from "./fields/windowsPath.js";
import { hypervGround, hypervPlug, hypervRecovery } from "./hypervRecovery.js";

const manager = z
  .strictObject({
    address: address.describe("The address at which the VMM server answers over SSH."),
    hostKey: sshKey.describe("The public half of its host key; a server with another is refused."),
    account: accountName.describe(
      "The account of the VMM server with which the automation comes in: it administers the host group.",
    ),
    hostGroup: hostGroup.describe("The host group on whose hosts machines may stand."),
    hosts: z
      .record(name, computerName)
      .describe(
        "The hosts that VMM manages: their names here, and the names that VMM has for them.",
      ),
  })
  .describe("Virtual Machine Manager, for hosts that it manages: nothing is done behind it.");

/** The hosts on which virtual machines of Hyper-V stand, and what they stand on there. */
export const hypervOffer = hypervGround
  .extend({
    vmm: manager.optional(),
    timeZone: timeZone.describe("The time zone of the servers' clocks, such as Europe/Berlin."),
    recovery: hypervRecovery.optional(),
  })
  .describe("What Microsoft Hyper-V offers.");

/** What machines on Hyper-V start from. It counts at their birth only. */
export const hypervImage = z
  .strictObject({
    vhdx: vhdxFile.describe("The virtual disk, on every host; of generation 2."),
    library: libraryFile
      .describe("The same disk in the library of VMM; absent where VMM does not offer the image.")
      .optional(),
  })
  .describe("The image on Hyper-V; absent where it is not offered.");

/** A network on a Hyper-V host. */
export const hypervNetwork = hypervPlug
  .extend({
    platform: z.literal("hyperv").describe("The platform of the network."),
    vmNetwork: objectName
      .describe("The VM network of Virtual Machine Manager, on a host that it manages.")
      .optional(),
  })
  .describe("A network on a Hyper-V host.");
