import { dailyBackups } from "../backup/dailyBackups.js";
import { backedUpTypes } from "../backup/regionSettings.js";
import { vaultKeys } from "../backup/vaultKeys.js";
import { noOutsideSharing } from "../classification/outsideSharing.js";
import { bucketTransport } from "../encryption/bucketTransport.js";
import { clusterTraffic } from "../encryption/clusterTraffic.js";
import { encryptionByDefault } from "../encryption/encryptionByDefault.js";
import { keptKeys } from "../encryption/keptKeys.js";
import type { Pack } from "../framework/pack.js";
import { centralRoot } from "../identity/centralRoot.js";
import { groupPermissions } from "../identity/groupPermissions.js";
import { hostLockdown } from "../identity/hostLockdown.js";
import { narrowPolicies } from "../identity/narrowPolicies.js";
import { noUsers } from "../identity/noUsers.js";
import { passwordPolicy } from "../identity/passwordPolicy.js";
import { trustedCallers } from "../identity/trustedCallers.js";
import { threatDetection } from "../logging/detection.js";
import { configurationRecorder } from "../logging/recorder.js";
import { logRetention } from "../logging/retention.js";
import { completeTrail } from "../logging/trail.js";
import { emptyDefaultGroup } from "../network/defaultGroup.js";
import { noPublicBuckets } from "../network/publicBuckets.js";
import { switchPorts } from "../network/switchPorts.js";
import { vulnerabilityScan } from "../patching/vulnerabilityScan.js";
import { windowTimes } from "../patching/windowTimes.js";

/** What makes an account or a vCenter compliant, whatever runs in it. */
export const pack: Pack = {
  name: "accounts",
  title: "Co-managed hosting: accounts",
  description:
    "Accounts and vCenters keep identities, keys, networks, logs and backups within the service's limits.",
  rules: [
    noOutsideSharing,
    dailyBackups,
    vaultKeys,
    backedUpTypes,
    windowTimes,
    vulnerabilityScan,
    narrowPolicies,
    noUsers,
    trustedCallers,
    passwordPolicy,
    centralRoot,
    groupPermissions,
    hostLockdown,
    encryptionByDefault,
    keptKeys,
    bucketTransport,
    clusterTraffic,
    emptyDefaultGroup,
    noPublicBuckets,
    switchPorts,
    completeTrail,
    configurationRecorder,
    threatDetection,
    logRetention,
  ],
  stackRules: [],
};
