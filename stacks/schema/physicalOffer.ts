import { z } from "zod";
import { accountName, sshKey } from "./fields/access.js";
import { choice, flag } from "./fields/choice.js";
import {
  assetTag,
  bmcAddress,
  certificateFingerprint,
  cipherSuite,
  firmwareLevel,
  httpsAddress,
  macAddress,
  serialNumber,
  systemUuid,
} from "./fields/hardware.js";
import { configKey } from "./fields/microsoft.js";
import { diskLabel, line, name, reference } from "./fields/text.js";
import { timeZone } from "./fields/time.js";
import { routedAddresses } from "./networkAddresses.js";

/** How the automation comes into something that it reaches over HTTPS. */
const wayIn = {
  fingerprint: certificateFingerprint.describe(
    "SHA-256 of its certificate; nothing is said to one that shows another.",
  ),
  user: line.describe("The account with which the automation comes in."),
  passwordConfig: configKey.describe(
    "The key of the secret setting (comanaged:KEY) with its password.",
  ),
};

const asset = z
  .strictObject({
    owner: reference("chemistry").describe("The customer whose machine it is: customer.owner."),
    serial: serialNumber.describe("The serial number of the machine."),
    uuid: systemUuid.describe("The UUID of the machine."),
    bmc: z
      .strictObject({
        address: bmcAddress.describe(
          "Where its BMC answers: https:// over Redfish, ipmi:// over IPMI where there is nothing better.",
        ),
        ...wayIn,
        fingerprint: wayIn.fingerprint.optional(),
        cipherSuite: cipherSuite.describe("Over IPMI; 17 when absent.").optional(),
      })
      .describe("The controller through which it is installed, started and watched."),
    disks: z
      .record(diskLabel, serialNumber)
      .describe("The serial numbers of its drives, by the labels of the server's disks."),
    interfaces: z
      .record(name, macAddress)
      .describe("The MAC addresses of its network interfaces, by the networks that they are in."),
    consoles: choice("what consoles are", ["open", "closed"])
      .describe("Whether people may come to its consoles through its BMC; either when absent.")
      .optional(),
    mayErase: flag
      .default(false)
      .describe("Whether an operating system that is on its disks may be lost."),
  })
  .describe("A machine that a customer has bought.");

/** The customers' own hardware, and what is installed on it from where. */
export const physicalOffer = z
  .strictObject({
    assets: z.record(assetTag, asset).describe("The machines by their asset tags."),
    deposit: z
      .strictObject({
        address: httpsAddress.describe("The folder over HTTPS, such as https://HOST/machines."),
        ...wayIn,
      })
      .describe("Where installations find their answers, and where it is kept whose a machine is."),
    administrator: z
      .strictObject({
        name: accountName.describe("The account of administration.account."),
        sshPublicKey: sshKey.describe("The provider's public key; no secret."),
      })
      .describe("The first administrator. It counts at birth only."),
    firmware: z
      .record(
        line,
        z
          .strictObject({
            BIOS: firmwareLevel.describe("Of the BIOS.").optional(),
            BMC: firmwareLevel.describe("Of the BMC.").optional(),
          })
          .describe("The levels that are wanted of a model."),
      )
      .default({})
      .describe("The wanted levels of firmware by models, as BMCs tell their maker and model."),
    timeZone: timeZone.describe("The time zone of the servers' clocks, such as Europe/Berlin."),
  })
  .describe("What physical servers are made of.");

/** What physical servers are installed from. It counts once. */
export const physicalImage = z
  .strictObject({
    medium: httpsAddress.describe("The image of the installation medium, which BMCs can read."),
  })
  .describe("The image of physical servers; absent where it is not offered.");

/** A network into which physical servers are plugged. */
export const physicalNetwork = z
  .strictObject({
    platform: z.literal("physical").describe("The platform of the network."),
    addresses: routedAddresses,
  })
  .describe("A network of physical servers; their addresses in it are for good.");
