/**
 * The features of GuardDuty that the baseline switches on. Runtime monitoring is left to the
 * servers' own baseline: its agent is software on the customer's machines.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export const detectionFeatures = [
  "EBS_MALWARE_PROTECTION",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "S3_DATA_EVENTS",
] as const;
