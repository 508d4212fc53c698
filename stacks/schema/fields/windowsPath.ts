import { z } from "zod";
import { hinted } from "../report/hint.js";

const part = "[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9_-])?";
const folder = `[A-Z]:(?:\\\\${part}){1,8}`;

/** A folder of a Windows host, on one of its drives. */
export const windowsFolder = hinted(z.string().regex(new RegExp(`^${folder}$`)), {
  noun: "a folder of a Windows host",
  expected: "a drive and names of letters, digits, spaces and . _ -, such as 'D:\\vms'",
  example: "'D:\\vms'",
});

/** A virtual disk of a Windows host. */
export const vhdxFile = hinted(z.string().regex(new RegExp(`^${folder}\\.vhdx$`)), {
  noun: "a virtual disk of a Hyper-V host",
  expected: "a drive, folders and a file that ends in .vhdx, such as 'D:\\images\\debian-12.vhdx'",
  example: "'D:\\images\\debian-12.vhdx'",
});

/** A virtual disk of a library of Virtual Machine Manager. */
export const libraryFile = hinted(
  z
    .string()
    .regex(new RegExp(`^\\\\\\\\[A-Za-z0-9][A-Za-z0-9.-]{0,252}(?:\\\\${part}){2,8}\\.vhdx$`)),
  {
    noun: "a virtual disk of a library",
    expected: "the path of a share and a file that ends in .vhdx, as VMM shows it",
    example: "'\\\\vmm-1.example.edu\\library\\debian-12.vhdx'",
  },
);

/** A host group of Virtual Machine Manager, by its path. */
export const hostGroup = hinted(z.string().regex(new RegExp(`^${part}(?:\\\\${part}){0,8}$`)), {
  noun: "a host group",
  expected: "its path from the top, with backslashes, as VMM shows it",
  example: "'All Hosts\\Co-managed'",
});

/** A certificate of a Windows host, as its store shows it. */
export const thumbprint = hinted(z.string().regex(/^[0-9A-F]{40}$/), {
  noun: "the thumbprint of a certificate",
  expected: "40 hexadecimal digits in capitals, as the store of the host shows it",
  example: "3FB2C1F2A1B04E2D9A8C7B6E5D4C3B2A19080706",
});

const host = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

/** The name of a computer in DNS. */
export const computerName = hinted(z.string().regex(new RegExp(`^${host}(?:\\.${host}){1,8}$`)), {
  noun: "the name of a computer",
  expected: "its full name in DNS, in lower case",
  example: "hv-3.example.edu",
});
