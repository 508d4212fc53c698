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
