/**
 * The names of what the baseline puts into an account. They are the same in every account and
 * never change: so a policy that names them is known before anything exists, an organization's
 * policy can guard them, and whoever comes back to an account finds them again.
 */
export const baselineNames = {
  accessLogs: "comanaged-access-logs",
  analyzer: "comanaged-baseline",
  auditor: "comanaged-auditor",
  boundary: "comanaged-boundary",
  breakGlass: "comanaged-break-glass",
  budget: "comanaged-monthly",
  changes: "comanaged-changes",
  customer: "comanaged-customer",
  diskKey: "alias/comanaged-account-disks",
  logKey: "alias/comanaged-account-logs",
  logs: "comanaged-logs",
  notify: "comanaged-notify",
  provider: "comanaged-provider",
  recorder: "default",
  support: "comanaged-support",
  topic: "comanaged-security",
  trail: "comanaged-baseline",
} as const;

/** The ARN of the most that roles of the customer may do, known before it exists. */
export function boundaryArn(account: string): string {
  return `arn:aws:iam::${account}:policy/${baselineNames.boundary}`;
}

/** The bucket of an account that holds its logs; S3 has every name once in the world. */
export function logBucket(account: string): string {
  return `${baselineNames.logs}-${account}`;
}

/** The bucket of an account that tells who read its logs. */
export function accessLogBucket(account: string): string {
  return `${baselineNames.accessLogs}-${account}`;
}
