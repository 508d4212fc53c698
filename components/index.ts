export { type AccessDocument, accessDocument } from "./access/document.js";
export { GuestAccess, type GuestAccessArgs } from "./access/guestAccess.js";
export { windowsDocument } from "./access/windowsDocument.js";
export { AwsAccount, type AwsAccountArgs } from "./account/account.js";
export type { AccountNames, RegionGround } from "./account/asked.js";
export type { LocationGround, SubscriptionNames } from "./account/azure/asked.js";
export { findSubscription, type SubscriptionGround } from "./account/azure/ground.js";
export { AzureSubscription, type AzureSubscriptionArgs } from "./account/azure/subscription.js";
export { type AccountGround, findAccount } from "./account/ground.js";
export { managedNames } from "./account/managed.js";
export { AwsBackup, type AwsBackupArgs } from "./backup/awsBackup.js";
export { type AwsBackupClass, lockedDays, vaultName } from "./backup/awsBackup.plan.js";
export { AwsBackupAudit, type AwsBackupAuditArgs } from "./backup/awsBackupAudit.js";
export { AwsCopyVault, type AwsCopyVaultArgs } from "./backup/awsCopyVault.js";
export { lockOfVault } from "./backup/awsVaults.js";
export { AzureBackup, type AzureBackupArgs } from "./backup/azureBackup.js";
export { type AzureBackupClass, azureVaultName, vaultPhase } from "./backup/azureBackup.plan.js";
export { AzureRestore, type AzureRestoreArgs } from "./backup/azureRestore.js";
export { guardRetention } from "./backup/azureRetentionGuard.js";
export { lockOfAzureVault } from "./backup/azureVaults.js";
export {
  BackupServerConfiguration,
  type BackupServerConfigurationArgs,
} from "./backup/backupServerConfiguration.js";
export {
  BackupServerJobs,
  type BackupServerJobsArgs,
  type Member,
} from "./backup/backupServerJobs.js";
export { MountedBackup, type MountedBackupArgs } from "./backup/mountedBackup.js";
export { RestoredFiles, type RestoredFilesArgs } from "./backup/restoredFiles.js";
export { RestoredInPlace, type RestoredInPlaceArgs } from "./backup/restoredInPlace.js";
export { restoreObjections } from "./backup/restoreObjections.js";
export { ShownDisk, type ShownDiskArgs } from "./backup/shownDisk.js";
export { VcenterBackup, type VcenterBackupArgs } from "./backup/vcenterBackup.js";
export { WrittenBackup, type WrittenBackupArgs } from "./backup/writtenBackup.js";
export { uncompared } from "./hardware/compare.js";
export { unwantedLevels } from "./hardware/firmware.js";
export { type HealthEvent, healthOf } from "./hardware/health.js";
export { type Inspection, inspectHardware, lookAtHardware } from "./hardware/inspect.js";
export type { ObservedConsole, ObservedHardware } from "./hardware/observed.js";
export type { BmcConnection } from "./hardware/openWay.js";
export { AwsLanding, type AwsLandingArgs, type AwsSpot } from "./landing/aws.js";
export { type AwsGround, type AwsNames, findAwsGround, type Subnet } from "./landing/awsGround.js";
export { findAwsPoints } from "./landing/awsPoints.js";
export { AzureLanding, type AzureLandingArgs, type AzureSpot } from "./landing/azure.js";
export { type AzureGround, type AzureNames, findAzureGround } from "./landing/azureGround.js";
export { findAzurePoints } from "./landing/azurePoints.js";
export {
  type PortGroupInterface,
  VsphereLanding,
  type VsphereLandingArgs,
  type VsphereSpot,
} from "./landing/vsphere.js";
export { shownBackup } from "./landing/vsphereBirth.js";
export {
  findVsphereGround,
  type Template,
  type VsphereGround,
  type VsphereNames,
} from "./landing/vsphereGround.js";
export { siteTagsOf } from "./landing/vsphereTags.js";
export {
  Announcements,
  type AnnouncementsArgs,
  guardAnnounced,
  type NoticeRules,
} from "./patching/announcements.js";
export type { Announced } from "./patching/announcements.plan.js";
export { AwsPatching, type AwsPatchingArgs } from "./patching/awsPatching.js";
export type { AwsPatchGroup } from "./patching/awsPatching.plan.js";
export { AzurePatching, type AzurePatchingArgs } from "./patching/azurePatching.js";
export type { AzurePatchGroup } from "./patching/azurePatching.plan.js";
export {
  type LinuxPatchGroup,
  type LinuxPatching,
  type LinuxWindow,
  planLinuxPatching,
} from "./patching/linuxPatching.plan.js";
export {
  planWindowsPatching,
  type WindowsPatchGroup,
  type WindowsPatching,
  type WindowsWindow,
  type Wsus,
} from "./patching/windowsPatching.plan.js";
export { guardCreates } from "./recovery/guard.js";
export { birthOf } from "./server/awsBirth.plan.js";
export {
  type AzureBringing,
  azureBirthOf,
  type PlannedAzureBirth,
} from "./server/azureBirth.plan.js";
export { bmcConnection } from "./server/bmcConnection.js";
export { type ChangeClock, ChangeWatch, type WatchedServer } from "./server/changeWatch.js";
export { hypervHostNamed } from "./server/hypervHosts.js";
export type {
  CloudInterface,
  HypervInterface,
  PhysicalInterface,
  VsphereInterface,
} from "./server/interfaces.js";
export { orderOf } from "./server/physicalDocument.js";
export type {
  AwsBirth,
  AwsPlacement,
  AwsVolume,
  AzureAdministrator,
  AzureBirth,
  AzureDiskType,
  AzureImage,
  AzurePlacement,
  AzureProtection,
  HttpsDoor,
  HypervBirth,
  HypervHost,
  HypervPlacement,
  IpmiDoor,
  ManagedHost,
  PhysicalPlacement,
  Placement,
  ReplicaLink,
  VspherePlacement,
} from "./server/placement.js";
export { guardLosses, Register, type RegisterArgs } from "./server/register.js";
export { Server, type ServerArgs } from "./server/server.js";
export type { VsphereCustomization, WindowsBirth } from "./server/vsphereCustomization.js";
export type { AddressPlan, RoutedPlan } from "./service/addresses.js";
export { managementGroupScope, subscriptionScope } from "./service/azure/scopes.js";
export { type DataLevel, dataLevels } from "./service/dataLevel.js";
export type {
  Disk,
  Environment,
  ServerDescription,
  ServerFacts,
  StorageTier,
} from "./service/server.js";
export { AwsSite, type AwsSiteArgs } from "./site/aws.js";
export { AwsOrganization, type AwsOrganizationArgs } from "./site/organization.js";
export {
  type OrganizationLimits,
  organizationPolicies,
  type PlannedPolicy,
} from "./site/organization.plan.js";
export { findOrganization, type OrganizationGround } from "./site/organizationGround.js";
export { AzureTenant, type AzureTenantArgs, type PlacedSubscription } from "./site/tenant.js";
export {
  AzureTenantAccess,
  type AzureTenantAccessArgs,
} from "./site/tenantAccess.js";
export { findTenantAccess, type TenantAccessNames } from "./site/tenantAccessGround.js";
export { findTenant, type TenantGround, type TenantNames } from "./site/tenantGround.js";
export { VsphereSite, type VsphereSiteArgs } from "./site/vsphere.js";
