/**
 * The standards of Security Hub that an account can be judged by, with the end of their ARN in a
 * region.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html
 */
const paths = {
  "cis-5.0": "standards/cis-aws-foundations-benchmark/v/5.0.0",
  "foundational-1.0": "standards/aws-foundational-security-best-practices/v/1.0.0",
  "nist-800-53r5": "standards/nist-800-53/v/5.0.0",
} as const;

/** The names of the standards. */
export const standards = [
  "cis-5.0",
  "foundational-1.0",
  "nist-800-53r5",
] as const satisfies readonly (keyof typeof paths)[];

/** A standard of Security Hub. */
export type Standard = (typeof standards)[number];

/** The standards without which an account is not under the baseline. */
export const requiredStandards = [
  "cis-5.0",
  "foundational-1.0",
] as const satisfies readonly Standard[];

/** The ARN of a standard in a region. */
export function standardArn(standard: Standard, region: string): string {
  return `arn:aws:securityhub:${region}::${paths[standard]}`;
}
