import { boundedName } from "./boundedName.js";

/** Characters that Azure takes for the name of a resource group. */
const longest = 90;

/** The resource group in which the servers of an estate stand. */
export function azureGroupName(stack: string): string {
  return boundedName(`co-managed-${stack}`, longest);
}

/** The resource group of an estate's backups, which stays when that of the servers goes. */
export function azureBackupGroupName(stack: string): string {
  return boundedName(`co-managed-${stack}-backups`, longest);
}
