/**
 * The policy of the key that encrypts the disks of all estates: the owning account administers
 * it, the accounts of the organization use it through EC2 and nothing else.
 *
 * @param account 12-digit id of the account that owns the key
 * @param organization id of the organization, such as `o-exampleuni1`
 */
export function diskKeyPolicy(account: string, organization: string) {
  const ofOrganization = { StringEquals: { "aws:PrincipalOrgID": organization } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnerAdministers",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "OrganizationUses",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:DescribeKey",
        ],
        Resource: "*",
        Condition: ofOrganization,
      },
      {
        // A disk's service holds a grant on the key; only AWS services may ask for one.
        Sid: "ServicesHoldGrants",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        Resource: "*",
        Condition: { ...ofOrganization, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ],
  };
}
