/** A recovery point of a virtual machine in a vault of Azure Backup, by the parts of its id. */
export interface AzurePoint {
  /** The resource id. */
  readonly id: string;
  readonly subscription: string;
  /** The resource group of the vault. */
  readonly group: string;
  readonly vault: string;
  readonly container: string;
  readonly item: string;
  /** The name of the virtual machine that was backed up. */
  readonly machine: string;
  /** The name of the recovery point within the item. */
  readonly name: string;
}

/** The resource ids of recovery points of virtual machines. */
export const azurePointPattern =
  /^\/subscriptions\/([0-9a-f-]{36})\/resourceGroups\/([^/\s]{1,90})\/providers\/Microsoft\.RecoveryServices\/vaults\/([A-Za-z][A-Za-z0-9-]{1,49})\/backupFabrics\/Azure\/protectionContainers\/(iaasvmcontainer;iaasvmcontainerv2;[^;/\s]+;[^;/\s]+)\/protectedItems\/(vm;iaasvmcontainerv2;[^;/\s]+;([^;/\s]+))\/recoveryPoints\/([A-Za-z0-9-]{1,40})$/i;

/** The parts of the resource id of a recovery point; undefined when it is none. */
export function azurePointOf(id: string): AzurePoint | undefined {
  const found = azurePointPattern.exec(id);
  if (found === null) {
    return undefined;
  }
  const [, subscription = "", group = "", vault = "", container = "", item = ""] = found;
  const [, , , , , , machine = "", name = ""] = found;
  return { id, subscription, group, vault, container, item, machine, name };
}
