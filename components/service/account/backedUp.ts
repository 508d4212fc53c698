/** Every type of resource that AWS Backup would otherwise leave out of a plan without a word. */
export const backedUpTypes = [
  "Aurora",
  "CloudFormation",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "FSx",
  "Neptune",
  "RDS",
  "Redshift",
  "S3",
  "SAP HANA on Amazon EC2",
  "Storage Gateway",
  "Timestream",
  "VirtualMachine",
] as const;
