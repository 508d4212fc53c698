/** Changes of the baseline that weaken nothing, by what is done and why. */
export const harmlessInAzure: readonly RegExp[] = [
  // Whose it is. The key by which it is found again is proved where it is adopted.
  / tags(\.\w+)? removed$/,
  /(ManagementLockByScope notes|ScheduledQueryRule description) removed$/,
  // Azure or its provider refuses it without this.
  /AzureServersSetting kind removed$/,
  /Budget (notifications\.\w+\.operator|timePeriod(\.startDate)?) removed$/,
  /(ActionGroup|ActivityLogAlert|BlobServiceProperties|FlowLog) resourceGroupName removed$/,
  /(FederatedIdentityCredential|ScheduledQueryRule|StorageAccount) resourceGroupName removed$/,
  /FlowLog networkWatcherName removed$/,
  /ActionGroup (emailReceivers\[0\]\.name|groupShortName|location) removed$/,
  /(ActivityLogAlert|ScheduledQueryRule|UserAssignedIdentity) location removed$/,
  /ResourceGroup location removed$/,
  /(StorageAccount|Workspace) (sku(\.name)?|kind) removed$/,
  // What stands under a made-up name is as strong.
  /(ManagementLockByScope lockName|ActivityLogAlert activityLogAlertName) removed$/,
  /(Budget budgetName|SubscriptionDiagnosticSetting name) removed$/,
  /FederatedIdentityCredential federatedIdentityCredentialResourceName removed$/,
  /(RoleAssignment roleAssignmentName|ScheduledQueryRule ruleName) removed$/,
  // Azure's own name for what there is once: it takes no other.
  /AzureServersSetting settingKind removed$/,
  /SecurityContact securityContactName removed$/,
  /BlobServiceProperties blobServicesName removed$/,
  // Azure's own default.
  /Budget notifications\.actual\.thresholdType removed$/,
  /FlowLog format/,
  /ScheduledQueryRule kind removed$/,
  // Known from the workspace.
  /workspaceRegion removed$/,
  // Mail reaches more people than a phone number, and its form is a matter of taste.
  /SecurityContact phone removed$/,
  /useCommonAlertSchema/,
  // A new workspace refuses the rule without it; later it means nothing.
  /ScheduledQueryRule skipQueryValidation/,
  // These are zero already.
  /ScheduledQueryRule (severity|criteria\.allOf\[0\]\.threshold)=0$/,
];
