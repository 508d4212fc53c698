import { databaseBackups } from "../backup/databaseBackups.js";
import { dependentDisks } from "../backup/diskModes.js";
import { fileSystemBackups } from "../backup/fileSystemBackups.js";
import { encryptedDisks } from "../encryption/encryptedDisks.js";
import { encryptedStores } from "../encryption/encryptedStores.js";
import type { Pack } from "../framework/pack.js";
import { fixedCommands } from "../governance/fixedCommands.js";
import { noExtraDevices } from "../machine/devices.js";
import { guestLimits } from "../machine/guestLimits.js";
import { consoleIsolation } from "../machine/isolation.js";
import { machineLogs } from "../machine/logs.js";
import { secureBoot } from "../machine/secureBoot.js";
import { publicAdminPorts } from "../network/adminPorts.js";
import { groupExposure } from "../network/groupExposure.js";
import { metadataTokens } from "../network/metadataTokens.js";
import { privateDatabases } from "../network/privateDatabases.js";
import { noPublicAddress } from "../network/publicAddress.js";
import { ownershipTags } from "../ownership/ownershipTags.js";
import { productionLock } from "../ownership/productionLock.js";
import { databaseUpdates } from "../patching/databaseUpdates.js";
import { guestTools } from "../patching/guestTools.js";
import { patchPath } from "../patching/patchPath.js";

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
  ],
  stackRules: [groupExposure, patchPath],
};
