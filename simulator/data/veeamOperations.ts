/** The operations of the backup server's API that the simulator has. */
export const veeamOperations: readonly string[] = [
  ...["CreateToken", "Logout", "GetServerTime"],
  ...[
    "GetAllJobs",
    "CreateJob",
    "GetJob",
    "UpdateJob",
    "DeleteJob",
    "StartJob",
    "GetAllJobsStates",
  ],
  ...["GetAllProtectionGroups", "GetInventoryForPG", "RescanProtectionGroup"],
  ...["GetInventoryObjects", "GetAllRepositories", "GetAllEncryptionPasswords"],
  ...["GetAllSessions", "GetSession", "GetAllTaskSessions"],
  ...["GetAllBackups", "GetAllObjectRestorePoints", "GetObjectRestorePoint"],
  ...["EntireVmRestoreVmware", "EntireVmRestoreHv", "GetSessionLogs"],
  ...["InstantViVMRecoveryMount", "GetAllInstantViVMRecoveryMounts", "InstantViVMRecoveryUnmount"],
  ...["GetObjectRestorePointDisks", "GetInstalledLicense"],
  ...["StartFlrMount", "GetAllFlrBrowseSessions", "BrowseFlrMount", "FlrMountRestore"],
  ...["GetFlrAudit", "StopFlrMount", "GetTask", "GetAllCreds"],
  ...["GetAllRepositoriesStates", "GetAllBackupFiles"],
  ...["GetConfigBackupOptions", "UpdateConfigBackupOptions", "StartConfigBackup"],
  "GetAllManagedServers",
  ...["PublishBackupContent", "GetAllContentPublicationMounts", "UnpublishBackupContent"],
  "GetContentPublicationMount",
];

const platforms = ["VSphere", "HyperV", "LinuxAgent", "WindowsAgent"];
const jobKinds = [...platforms.map((platform) => `${platform}Backup`), "BackupCopy"];

/**
 * The kinds of things of which the simulator knows every member; of other kinds it knows what all
 * have in common. A thing that is not named here has all its kinds.
 */
export const veeamKinds: Readonly<Record<string, readonly string[]>> = {
  JobModel: jobKinds,
  JobSpec: jobKinds,
  ProtectionGroupModel: ["IndividualComputers"],
  InventoryObjectModel: ["VSphere", "HyperV", "Agent"],
  RepositoryModel: ["LinuxHardened", "LinuxLocal"],
  ManagedServerModel: ["LinuxHost"],
  TaskModel: ["FlrRestore"],
  CredentialsModel: ["Linux", "Standard"],
  LinuxFlrHelperApplianceResourceModel: ["HyperV"],
  TaskSessionModel: ["Backup"],
  ObjectRestorePointDiskModel: ["VMware", "HyperV"],
};
