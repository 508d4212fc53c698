import { z } from "zod";
import { sshKeyFault, sshKeyTypes } from "../../../components/service/access/sshKey.js";
import { hinted } from "../report/hint.js";
import { either } from "../report/wording.js";

/** Names that operating systems have for accounts of their own (Debian, Red Hat and Ubuntu). */
const taken = [
  ...["adm", "apt", "backup", "bin", "chrony", "daemon", "dbus", "ftp", "games", "gdm", "gnats"],
  ...["halt", "irc", "list", "lp", "mail", "man", "messagebus", "mysql", "named", "news", "nobody"],
  ...["ntp", "operator", "polkitd", "postfix", "postgres", "proxy", "root", "rpc", "shutdown"],
  ...["sshd", "sync", "sys", "syslog", "systemd-network", "systemd-resolve", "tcpdump", "tss"],
  ...["uucp", "uuidd", "www-data"],
];

/** The name of an account: what useradd takes on every Linux that is offered. */
export const accountName = hinted(
  z
    .string()
    .regex(new RegExp(`^(?!(?:constructor|${taken.join("|")})$)[a-z][a-z0-9-]{0,30}[a-z0-9]$`)),
  {
    noun: "the name of an account",
    expected:
      "2 to 32 lower-case letters, digits and hyphens, first a letter, and no account of the system such as root",
    example: "okafor",
  },
);

/** A group or an account of Active Directory, with the NetBIOS or DNS name of its domain. */
export const groupName = hinted(
  z
    .string()
    .regex(
      /^(?!(?:BUILTIN|NT AUTHORITY|NT SERVICE)\\)[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?\\[^\p{C}"/\\[\]:;|=,+*?<>@\s](?:[^\p{C}"/\\[\]:;|=,+*?<>@]{0,102}[^\p{C}"/\\[\]:;|=,+*?<>@\s])?$/iu,
    ),
  {
    noun: "a group of the directory",
    expected: "the name of its domain, a backslash and its name, and no group of Windows itself",
    example: "CAMPUS\\chemistry-admins",
  },
);

/** The public half of an SSH key. */
export const sshKey = hinted(
  z
    .string()
    .max(4096)
    .refine((text) => sshKeyFault(text) === undefined),
  {
    noun: "the public half of an SSH key",
    expected: `a line of a .pub file, of type ${either(sshKeyTypes)}; RSA of 3072 bits or more`,
    example:
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl okafor",
    // Never the value: somebody may have put the private half here.
    refusal: (value) =>
      `the key ${typeof value === "string" ? (sshKeyFault(value) ?? "is too long") : "is no text"}`,
    fix: 'Write the line of a .pub file, such as one that "ssh-keygen -t ed25519" makes.',
  },
);
