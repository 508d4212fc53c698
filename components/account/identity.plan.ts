import { baselineNames } from "../service/account/names.js";

/** People of the account who have shown a second factor, at most an hour ago. */
export function peopleTrust(account: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PeopleTake",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "sts:AssumeRole",
        Condition: {
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
        },
      },
    ],
  };
}

/**
 * The most that roles of the customer and of service accounts may do: everything but touching the
 * baseline, making users and keys that last, and making roles without this same limit.
 */
export function boundaryPolicy(account: string) {
  const boundary = `arn:aws:iam::${account}:policy/${baselineNames.boundary}`;
  const own = (kind: string) => `arn:aws:iam::${account}:${kind}/comanaged-*`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TheBaselineStays",
        Effect: "Deny",
        Action: [
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
        ],
        Resource: "*",
      },
      {
        Sid: "NamesOfTheBaseline",
        Effect: "Deny",
        Action: ["iam:*", "sts:AssumeRole"],
        Resource: [own("role"), own("policy")],
      },
      {
        Sid: "NothingThatLasts",
        Effect: "Deny",
        Action: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"],
        Resource: "*",
      },
      {
        Sid: "NoWayOut",
        Effect: "Deny",
        Action: [
          "iam:CreateRole",
          "iam:DeleteRolePermissionsBoundary",
          "iam:PutRolePermissionsBoundary",
        ],
        Resource: "*",
        Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundary } },
      },
    ],
  };
}
