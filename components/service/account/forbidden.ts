/** What roles of the customer and of programs may not do to the baseline of their account. */
export const forbiddenToRoles = [
  "access-analyzer:DeleteAnalyzer",
  "account:*",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:PutConfigurationRecorder",
  "config:StopConfigurationRecorder",
  "ec2:DisableEbsEncryptionByDefault",
  "ec2:DisableImageBlockPublicAccess",
  "ec2:DisableSnapshotBlockPublicAccess",
  "ec2:ModifyEbsDefaultKmsKeyId",
  "ec2:ModifyInstanceMetadataDefaults",
  "guardduty:Delete*",
  "guardduty:UpdateDetector",
  "organizations:*",
  "s3:PutAccountPublicAccessBlock",
  "securityhub:BatchDisableStandards",
  "securityhub:DisableSecurityHub",
] as const;

/** What nobody in an account but the program may do, because it takes a protection away. */
export const forbiddenToAccounts = [
  "access-analyzer:DeleteAnalyzer",
  "account:DeleteAlternateContact",
  "account:PutAlternateContact",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:StopConfigurationRecorder",
  "ec2:DeleteFlowLogs",
  "ec2:DisableEbsEncryptionByDefault",
  "ec2:DisableImageBlockPublicAccess",
  "ec2:DisableSnapshotBlockPublicAccess",
  "ec2:ModifyEbsDefaultKmsKeyId",
  "ec2:ModifyInstanceMetadataDefaults",
  "guardduty:DeleteDetector",
  "guardduty:DisassociateFromAdministratorAccount",
  "guardduty:UpdateDetector",
  "iam:DeleteAccountPasswordPolicy",
  "iam:UpdateAccountPasswordPolicy",
  "s3:PutAccountPublicAccessBlock",
  "securityhub:BatchDisableStandards",
  "securityhub:DisableSecurityHub",
  "securityhub:DisassociateFromAdministratorAccount",
] as const;

/** What nobody may do to the keys of the baseline. */
export const forbiddenOnKeys = [
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
] as const;

/** What makes identities that last. */
export const lasting = ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"] as const;

/** What would lead out of the limit of all roles. */
export const wayOut = [
  "iam:CreateRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
] as const;

/** What nobody may do to roles and policies of the baseline. */
export const forbiddenOnNames = ["iam:*", "sts:AssumeRole"] as const;

/** Services whose resources only the organization uses. */
export const withinPerimeter = [
  "kms:*",
  "s3:*",
  "secretsmanager:*",
  "sqs:*",
  "sts:AssumeRole",
] as const;
