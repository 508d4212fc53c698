import { keepLinux, showHostKey } from "../service/access/commands.js";
import { keepWindows, showWindowsHostKey } from "../service/access/windowsCommands.js";
import type { OperatingSystem } from "../service/operatingSystem.js";
import type { AccessDocument } from "./document.js";
import { linuxProgram } from "./linuxProgram.js";
import { windowsProgram } from "./windowsProgram.js";

/** How servers of a family are kept: fixed commands, and a fixed program for one of them. */
interface Keeping {
  readonly showHostKey: string;
  readonly keep: string;
  readonly program: () => string;
}

/** How servers are kept, by the family of their operating system. */
export const guests: Readonly<Record<OperatingSystem, Keeping>> = {
  linux: { showHostKey, keep: keepLinux, program: linuxProgram },
  windows: { showHostKey: showWindowsHostKey, keep: keepWindows, program: windowsProgram },
};

/** What a server is sent: the document on one line, whatever code page reads it, and the program. */
export function sent(document: AccessDocument, os: OperatingSystem): string {
  return `${os === "linux" ? JSON.stringify(document) : ascii(document)}\n${guests[os].program()}`;
}

/** A document on one line of ASCII, as Windows PowerShell reads it by whatever code page. */
export function ascii(document: AccessDocument): string {
  return JSON.stringify(document).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
