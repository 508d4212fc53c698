import { wholeSubscription } from "../account/azure/wholeSubscription.js";
import { heldAccounts } from "../account/heldAccounts.js";
import { heldSubscriptions } from "../account/heldSubscriptions.js";
import { wholeBaseline } from "../account/wholeBaseline.js";
import { auditFrameworks } from "../backup/auditFrameworks.js";
import { azureSchedules } from "../backup/azureSchedules.js";
import { azureVaults } from "../backup/azureVaults.js";
import { dailyBackups } from "../backup/dailyBackups.js";
import { deletedBlobs } from "../backup/deletedBlobs.js";
import { keptVaults } from "../backup/keptVaults.js";
import { lockedRetention } from "../backup/lockedRetention.js";
import { offsiteCopies } from "../backup/offsiteCopies.js";
import { protectedItems } from "../backup/protectedItems.js";
import { rawCopies } from "../backup/rawCopies.js";
import { backedUpTypes } from "../backup/regionSettings.js";
import { restoreTests } from "../backup/restoreTests.js";
import { vaultAccess } from "../backup/vaultAccess.js";
import { vaultKeys } from "../backup/vaultKeys.js";
import { noOutsideSharing } from "../classification/outsideSharing.js";
import { noSharedCopies } from "../classification/sharedCopies.js";
import { administeredKeys } from "../encryption/administeredKeys.js";
import { bucketTransport } from "../encryption/bucketTransport.js";
import { clusterTraffic } from "../encryption/clusterTraffic.js";
import { encryptedCopies } from "../encryption/encryptedCopies.js";
import { encryptionByDefault } from "../encryption/encryptionByDefault.js";
import { followedKeys } from "../encryption/followedKeys.js";
import { keptKeys } from "../encryption/keptKeys.js";
import { keptSecrets } from "../encryption/keptSecrets.js";
import { restorableSecrets } from "../encryption/restorableSecrets.js";
import { rotatedKeys } from "../encryption/rotatedKeys.js";
import { storageTransport } from "../encryption/storageTransport.js";
import { vpnTunnels } from "../encryption/vpnTunnels.js";
import type { Pack } from "../framework/pack.js";
import { endingExemptions } from "../governance/endingExemptions.js";
import { enforcedPolicies } from "../governance/enforcedPolicies.js";
import { wholeOrganization } from "../governance/wholeOrganization.js";
import { noAdministrators } from "../identity/administrators.js";
import { assignedGroups } from "../identity/assignedGroups.js";
import { boundedDelegates } from "../identity/boundedDelegates.js";
import { centralRoot } from "../identity/centralRoot.js";
import { delegatedAccess } from "../identity/delegatedAccess.js";
import { groupPermissions } from "../identity/groupPermissions.js";
import { hostLockdown } from "../identity/hostLockdown.js";
import { libraryAccess } from "../identity/libraryAccess.js";
import { namedSecrets } from "../identity/namedSecrets.js";
import { narrowDefinitions } from "../identity/narrowDefinitions.js";
import { narrowPolicies } from "../identity/narrowPolicies.js";
import { noUsers } from "../identity/noUsers.js";
import { passwordPolicy } from "../identity/passwordPolicy.js";
import { reachableContacts } from "../identity/reachableContacts.js";
import { shortSessions } from "../identity/shortSessions.js";
import { storageKeys } from "../identity/storageKeys.js";
import { tiedOwners } from "../identity/tiedOwners.js";
import { timedEligibility } from "../identity/timedEligibility.js";
import { trustedCallers } from "../identity/trustedCallers.js";
import { vcenterRoles } from "../identity/vcenterRoles.js";
import { defenderPlans } from "../logging/defenderPlans.js";
import { threatDetection } from "../logging/detection.js";
import { detectorFeatures } from "../logging/detectorFeatures.js";
import { diagnosticSettings } from "../logging/diagnosticSettings.js";
import { flowLogs } from "../logging/flowLogs.js";
import { heardAlarms } from "../logging/heardAlarms.js";
import { hostTime } from "../logging/hostTime.js";
import { configurationRecorder } from "../logging/recorder.js";
import { logRetention } from "../logging/retention.js";
import { completeTrail } from "../logging/trail.js";
import { workspaceRetention } from "../logging/workspaceRetention.js";
import { clusterFailover } from "../machine/clusterFailover.js";
import { serialConsole } from "../machine/serialConsole.js";
import { closedAccessLists } from "../network/accessLists.js";
import { closedBucketLists } from "../network/bucketLists.js";
import { bucketLocks } from "../network/bucketLocks.js";
import { closedKeyVaults } from "../network/closedKeyVaults.js";
import { closedStorage } from "../network/closedStorage.js";
import { emptyDefaultGroup } from "../network/defaultGroup.js";
import { guardedSubnets } from "../network/guardedSubnets.js";
import { internetBlock } from "../network/internetBlock.js";
import { noPortOverrides } from "../network/portOverrides.js";
import { noPublicBuckets } from "../network/publicBuckets.js";
import { quietSwitches } from "../network/switchDiscovery.js";
import { switchPorts } from "../network/switchPorts.js";
import { approvedPatches } from "../patching/approvedPatches.js";
import { azureWindows } from "../patching/azureWindows.js";
import { vulnerabilityScan } from "../patching/vulnerabilityScan.js";
import { windowEnds } from "../patching/windowEnds.js";
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
    namedSecrets,
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
    noSharedCopies,
    offsiteCopies,
    rawCopies,
    auditFrameworks,
    azureSchedules,
    azureVaults,
    protectedItems,
    restoreTests,
    keptVaults,
    lockedRetention,
    vaultAccess,
    deletedBlobs,
    azureWindows,
    windowEnds,
    boundedDelegates,
    reachableContacts,
    assignedGroups,
    tiedOwners,
    narrowDefinitions,
    noAdministrators,
    vcenterRoles,
    storageKeys,
    shortSessions,
    libraryAccess,
    storageTransport,
    keptSecrets,
    encryptedCopies,
    vpnTunnels,
    restorableSecrets,
    followedKeys,
    rotatedKeys,
    closedAccessLists,
    guardedSubnets,
    bucketLocks,
    closedBucketLists,
    closedStorage,
    closedKeyVaults,
    noPortOverrides,
    quietSwitches,
    internetBlock,
    diagnosticSettings,
    defenderPlans,
    flowLogs,
    heardAlarms,
    detectorFeatures,
    workspaceRetention,
    hostTime,
    serialConsole,
    clusterFailover,
    enforcedPolicies,
    timedEligibility,
    delegatedAccess,
    endingExemptions,
    wholeOrganization,
    approvedPatches,
    administeredKeys,
  ],
  stackRules: [heldAccounts, heldSubscriptions, wholeBaseline, wholeSubscription],
};
