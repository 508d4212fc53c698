import { readProgram } from "./readProgram.js";

/** The parts of the program: what all sections share, the sections, and what runs them. */
const parts = [
  ...["core", "administrators", "localAdministrator", "serviceAccounts"],
  ...["installPatches", "patching", "firewall", "retirement", "main"],
];

/** The program that keeps a Windows server as declared; it is the same for all servers. */
export function windowsProgram(): string {
  return readProgram(
    "windows",
    parts.map((part) => `${part}.ps1`),
  );
}
