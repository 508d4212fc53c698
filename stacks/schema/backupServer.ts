import { z } from "zod";
import { backupServerKinds } from "../../components/service/backup/backupServer.js";
import { choice } from "./fields/choice.js";
import { configKey } from "./fields/microsoft.js";
import { line, name, objectName } from "./fields/text.js";
import { timeZone } from "./fields/time.js";
import { hinted } from "./report/hint.js";

const address = hinted(
  z.string().regex(/^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[1-9][0-9]{0,4})?$/),
  {
    noun: "the address of a backup server's API",
    expected: "https:// with the name of the server and perhaps a port, and nothing behind it",
    example: "https://backup.example.edu:9419",
    mend: (text) =>
      text
        .toLowerCase()
        .replace(/^http:/, "https:")
        .replace(/\/$/, ""),
  },
);

/** The fingerprint of a certificate. */
export const fingerprint = hinted(z.string().regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/), {
  noun: "the SHA-256 fingerprint of a certificate",
  expected: "32 pairs of hexadecimal digits in capitals with colons between them",
  example:
    "E1:5C:7A:02:5B:9D:4D:13:2E:7B:51:0A:98:3F:C4:66:0D:71:8A:BB:19:E0:42:67:D5:3C:8E:F4:20:A9:61:7D",
  mend: (text) => (/^[0-9a-f:]+$/i.test(text) ? text.toUpperCase() : undefined),
});

/** The certificate of an authority. */
export const authority = hinted(
  z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\s*$/),
  {
    noun: "a certificate",
    expected: "a block of PEM text that begins with -----BEGIN CERTIFICATE-----",
    example: "-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----",
  },
);

/** What backs up the machines of the provider's own datacenters. */
export const backupServer = z
  .strictObject({
    kind: choice("a kind of backup server", backupServerKinds).describe(
      "veeam: Veeam Backup & Replication 13 or later, by its REST API.",
    ),
    address: address.describe("Where its API is, such as https://backup.example.edu:9419."),
    user: line.describe("The account as which jobs are kept; an administrator of backups."),
    passwordConfig: configKey.describe(
      "The key of the secret setting (comanaged:KEY) with its password.",
    ),
    fingerprint: fingerprint
      .describe("SHA-256 of its certificate; no other is talked to. This or authority.")
      .optional(),
    authority: authority
      .describe("The certificate, as PEM, of the authority that signs the server's.")
      .optional(),
    timeZone: timeZone.describe("The time zone in which its clock hangs, such as Europe/Berlin."),
    vcenter: objectName.describe("The vCenter, as the backup server knows it."),
    protectionGroup: objectName
      .describe("The protection group of physical servers, whose agents it keeps.")
      .optional(),
    encryptionPassword: line.describe(
      "The hint of the password, kept on the backup server, that encrypts all backups.",
    ),
    linuxCredentials: line
      .describe(
        "How the credentials, kept on the backup server, are described with which it shows disks and writes restored files on Linux; files with those of its jobs when absent.",
      )
      .optional(),
    windowsCredentials: line
      .describe(
        "How the credentials, kept on the backup server, are described with which it shows disks of backups on Windows.",
      )
      .optional(),
    repository: objectName.describe("The repository of backups."),
    backupCopies: z
      .record(name, objectName)
      .default({})
      .describe("The repositories for copies, by the places that backup classes name."),
  })
  .describe("What backs up the servers of the provider's own datacenters.");

/** The backup server as it is written. */
export type BackupServerInput = z.output<typeof backupServer>;
