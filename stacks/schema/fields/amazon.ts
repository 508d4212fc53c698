import { z } from "zod";
import { hinted } from "../report/hint.js";

/** An AWS account id: text, because a number would lose its leading zeros. */
export const accountId = hinted(z.string().regex(/^[0-9]{12}$/), {
  noun: "an AWS account id",
  expected: 'twelve digits in quotes, such as "222222222222"',
  example: "222222222222",
  mend: (text) => {
    const digits = text.replaceAll("-", "");
    return /^[0-9]{12}$/.test(digits) ? digits : undefined;
  },
});

/** An AWS region. */
export const region = hinted(z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/), {
  noun: "an AWS region",
  expected: 'the code of a region, such as "eu-central-1"',
  example: "eu-central-1",
});

/** The id of an AWS organization. */
export const organizationId = hinted(z.string().regex(/^o-[a-z0-9]{10,32}$/), {
  noun: "the id of an AWS organization",
  expected: '"o-" and 10 to 32 lower-case letters and digits',
  example: "o-exampleuni1",
});

/** The id of a machine image. */
export const imageId = hinted(z.string().regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/), {
  noun: "the id of an AMI",
  expected: '"ami-" and 8 or 17 hexadecimal digits',
  example: "ami-0a1b2c3d4e5f60012",
});

/** The id of a subnet. */
export const subnetId = hinted(z.string().regex(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/), {
  noun: "the id of a subnet",
  expected: '"subnet-" and 8 or 17 hexadecimal digits',
  example: "subnet-0c0ffee0000000001",
});

/** An EC2 instance type. */
export const instanceType = hinted(z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/), {
  noun: "an instance type",
  expected: 'a family and a size, such as "m7i.large"',
  example: "m7i.large",
});

/** The alias of a key within its account and region. */
export const keyAlias = hinted(z.string().regex(/^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/), {
  noun: "the alias of a key",
  expected: '"alias/" and a name that does not start with "aws/"',
  example: "alias/comanaged-disks",
  mend: (text) => (/^[A-Za-z0-9_-]+$/.test(text) ? `alias/${text}` : undefined),
});

/** The alias of a key as an ARN, so that other accounts can use it. */
export const keyAliasArn = hinted(
  z
    .string()
    .regex(
      /^arn:aws(-[a-z]+)*:kms:[a-z]{2}(-[a-z]+)+-[0-9]:[0-9]{12}:alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/,
    ),
  {
    noun: "the ARN of a key's alias",
    expected: "arn:aws:kms:REGION:ACCOUNT:alias/NAME",
    example: "arn:aws:kms:eu-central-1:111111111111:alias/comanaged-disks",
  },
);

/** The ARN of a backup vault. */
export const vaultArn = hinted(
  z
    .string()
    .regex(
      /^arn:aws(-[a-z]+)*:backup:[a-z]{2}(-[a-z]+)+-[0-9]:[0-9]{12}:backup-vault:[A-Za-z0-9_-]{2,50}$/,
    ),
  {
    noun: "the ARN of a backup vault",
    expected: "arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME",
    example: "arn:aws:backup:eu-west-1:111111111111:backup-vault:comanaged-copies",
  },
);

/** The name of a bucket: its parts begin and end with a letter or a digit. */
export const bucketName = hinted(
  z.string().regex(/^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/),
  {
    noun: "the name of an S3 bucket",
    expected: "3 to 63 lower-case letters, digits, hyphens and single dots",
    example: "comanaged-backup-reports",
    mend: (text) => (/^[A-Za-z0-9]+$/.test(text) ? text.toLowerCase() : undefined),
  },
);

/** The name of a backup vault. */
export const vaultName = hinted(z.string().regex(/^[A-Za-z0-9_-]{2,50}$/), {
  noun: "the name of a backup vault",
  expected: "2 to 50 letters, digits, hyphens and underscores",
  example: "comanaged-copies",
});

/** The region in the ARN of a key's alias that the schema has accepted. */
export function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
