import { azureVaultPath } from "../backup/azureVaultPath.js";
import { backupJobs } from "../backup/backupJobs.js";
import { databaseBackups } from "../backup/databaseBackups.js";
import { dependentDisks } from "../backup/diskModes.js";
import { fileSystemBackups } from "../backup/fileSystemBackups.js";
import { finalSnapshots } from "../backup/finalSnapshots.js";
import { hardwareJobs } from "../backup/hardwareJobs.js";
import { restoredServers } from "../backup/restoredServers.js";
import { sharedDisks } from "../backup/sharedDisks.js";
import { vaultEnds } from "../backup/vaultEnds.js";
import { vaultPath } from "../backup/vaultPath.js";
import { appTransport } from "../encryption/appTransport.js";
import { databaseTransport } from "../encryption/databaseTransport.js";
import { diskDownloads } from "../encryption/diskDownloads.js";
import { encryptedDisks } from "../encryption/encryptedDisks.js";
import { encryptedStores } from "../encryption/encryptedStores.js";
import { hostEncryption } from "../encryption/hostEncryption.js";
import { listenerTransport } from "../encryption/listenerTransport.js";
import { namedKeys } from "../encryption/namedKeys.js";
import type { Pack } from "../framework/pack.js";
import { fixedCommands } from "../governance/fixedCommands.js";
import { databaseIdentities } from "../identity/databaseIdentities.js";
import { knownHosts } from "../identity/knownHosts.js";
import { managedPasswords } from "../identity/managedPasswords.js";
import { sshKeys } from "../identity/sshKeys.js";
import { databaseAudits } from "../logging/databaseAudits.js";
import { noExtraDevices } from "../machine/devices.js";
import { guestLimits } from "../machine/guestLimits.js";
import { hardwareVersion } from "../machine/hardwareVersion.js";
import { consoleIsolation } from "../machine/isolation.js";
import { machineLogs } from "../machine/logs.js";
import { noNestedMachines } from "../machine/nestedMachines.js";
import { secureBoot } from "../machine/secureBoot.js";
import { trustedLaunch } from "../machine/trustedLaunch.js";
import { publicAdminPorts } from "../network/adminPorts.js";
import { noAmplifiers } from "../network/amplifiers.js";
import { azureInterfaces } from "../network/azureInterfaces.js";
import { checkedSources } from "../network/checkedSources.js";
import { closingRules } from "../network/closingRules.js";
import { databaseDoors } from "../network/databaseDoors.js";
import { groupExposure } from "../network/groupExposure.js";
import { innerServices } from "../network/innerServices.js";
import { metadataTokens } from "../network/metadataTokens.js";
import { ownGroups } from "../network/ownGroups.js";
import { privateDatabases } from "../network/privateDatabases.js";
import { noPublicAddress } from "../network/publicAddress.js";
import { azureProductionLock } from "../ownership/azureLock.js";
import { keptDisks } from "../ownership/keptDisks.js";
import { ownershipTags } from "../ownership/ownershipTags.js";
import { productionLock } from "../ownership/productionLock.js";
import { retiredServers } from "../ownership/retiredServers.js";
import { azurePatching } from "../patching/azurePatching.js";
import { databaseUpdates } from "../patching/databaseUpdates.js";
import { guestTools } from "../patching/guestTools.js";
import { managedInstances } from "../patching/managedInstances.js";
import { managedInstanceRole } from "../patching/managedRole.js";
import { narrowTargets } from "../patching/narrowTargets.js";
import { patchPath } from "../patching/patchPath.js";
import { supportedSystems } from "../patching/supportedSystems.js";
import { windowPath } from "../patching/windowPath.js";

/** What makes a server and its data stores compliant, besides their data level. */
export const pack: Pack = {
  name: "servers",
  title: "Co-managed hosting: servers",
  description: "Servers have an owner, encrypted disks, backups and no way in from the Internet.",
  rules: [
    ownershipTags,
    productionLock,
    dependentDisks,
    databaseBackups,
    fileSystemBackups,
    databaseUpdates,
    guestTools,
    encryptedDisks,
    encryptedStores,
    publicAdminPorts,
    noPublicAddress,
    metadataTokens,
    privateDatabases,
    secureBoot,
    consoleIsolation,
    guestLimits,
    noExtraDevices,
    machineLogs,
    fixedCommands,
    sharedDisks,
    finalSnapshots,
    hostEncryption,
    diskDownloads,
    listenerTransport,
    appTransport,
    databaseTransport,
    sshKeys,
    managedPasswords,
    databaseIdentities,
    databaseAudits,
    noNestedMachines,
    hardwareVersion,
    trustedLaunch,
    noAmplifiers,
    innerServices,
    azureInterfaces,
    databaseDoors,
    azurePatching,
    supportedSystems,
    managedInstances,
    knownHosts,
    ownGroups,
    checkedSources,
    closingRules,
    narrowTargets,
    namedKeys,
    keptDisks,
  ],
  stackRules: [
    groupExposure,
    patchPath,
    azureProductionLock,
    retiredServers,
    windowPath,
    managedInstanceRole,
    vaultPath,
    azureVaultPath,
    backupJobs,
    hardwareJobs,
    restoredServers,
    vaultEnds,
  ],
};
