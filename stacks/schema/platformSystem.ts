import { z } from "zod";
import { platformSystemKinds } from "../../components/service/backup/platformSystem.js";
import { authority, backupServer, fingerprint } from "./backupServer.js";
import { choice } from "./fields/choice.js";
import { configKey } from "./fields/microsoft.js";
import { line, objectName, reference } from "./fields/text.js";
import { timeZone } from "./fields/time.js";
import { hinted } from "./report/hint.js";

const location = hinted(
  z
    .string()
    .regex(/^(?:sftp|ftps|https|nfs|smb):\/\/[^\s/]+\/\S+$/)
    .max(200),
  {
    noun: "a place for the backups of a vCenter",
    expected: "sftp, ftps, https, nfs or smb, ://, a server and a folder",
    example: "sftp://files.example.edu/vcenter",
    mend: (text) => text.replace(/^http:/, "https:").replace(/^ftp:/, "ftps:"),
  },
);

const folder = hinted(
  z
    .string()
    .regex(/^\/\S+$/)
    .max(200),
  {
    noun: "a folder",
    expected: "a path that begins with a slash",
    example: "/srv/exports/array-1",
  },
);

const vcenter = z
  .strictObject({
    address: backupServer.shape.address.describe("Where the vCenter is: https:// and its name."),
    user: line.describe("An account that may administer the appliance."),
    passwordConfig: configKey.describe(
      "The key of the secret setting (comanaged:KEY) of the site with its password.",
    ),
    fingerprint: fingerprint
      .describe("SHA-256 of its certificate; no other is talked to. This or authority.")
      .optional(),
    authority: authority
      .describe("The certificate, as PEM, of the authority that signs the vCenter's.")
      .optional(),
    timeZone: timeZone.default("UTC").describe("The time zone in which its clock hangs."),
    location: location.describe("Where it writes its backups: sftp://files.example.edu/vcenter."),
    locationUser: line.describe("The account as which it writes them."),
    locationPasswordConfig: configKey.describe("The key of the setting with its password."),
    encryptionPasswordConfig: configKey.describe(
      "The key of the setting with what encrypts the files: 8 to 20 characters.",
    ),
  })
  .describe("The vCenter backs itself up; its schedule is kept.");

const computer = z
  .strictObject({
    name: objectName.describe("Its name in the backup server's protection group."),
    os: choice("an operating system", ["linux", "windows"]).describe("What runs on it."),
  })
  .describe("A computer that the backup server backs up by an agent.");

const configuration = z
  .strictObject({
    repository: objectName.describe(
      "The repository for it, by its name there; not on the backup server itself.",
    ),
  })
  .describe("The backup server backs its own configuration up; how, is kept.");

/** A system that the platform consists of. */
export const platformSystem = z
  .strictObject({
    what: choice("a kind of system", platformSystemKinds).describe("What it is for."),
    backupClass: reference("standard").describe("How it is backed up, by the name of a class."),
    vcenter: vcenter.optional(),
    machine: objectName
      .describe("The virtual machine in the vCenter that the backup server backs up.")
      .optional(),
    computer: computer.optional(),
    configuration: configuration.optional(),
    exports: folder
      .describe("The folder into which it writes its backups by itself; that is looked at only.")
      .optional(),
  })
  .describe(
    "A system of the provider's own. One of vcenter, machine, computer, configuration, exports.",
  );

/** A system of the provider's own as it is written. */
export type PlatformSystemInput = z.output<typeof platformSystem>;
