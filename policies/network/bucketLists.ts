import { demandText, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const list = "aws:s3/bucketAcl:BucketAcl";

/** Lists of AWS that let nobody in from outside. */
const closed = [
  "private",
  "bucket-owner-read",
  "bucket-owner-full-control",
  "log-delivery-write",
  "aws-exec-read",
];

/** The groups of everybody, and of everybody who has any account at AWS. */
const everybody = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

const wrong = "everybody may read or write the bucket";

/** No bucket is made public by an old means. */
export const closedBucketLists: Rule = {
  id: "NET-15",
  title: "Access lists of buckets let nobody in from outside",
  severity: "critical",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3"], FSBP: ["S3.2", "S3.3"] },
  why: "A public list shows every object; authenticated-read means everybody with an AWS account.",
  fix: 'Set acl to "private", or leave the access list away.',
  tokens: [list],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "A private bucket", type: list, inputs: { acl: "private" } }],
    fail: [{ title: "A public bucket", type: list, inputs: { acl: "public-read" } }],
  },
  *check({ inputs }) {
    yield* demandText(inputs.get("acl"), (name) => closed.includes(name), wrong, "passes");
    yield* inEach(inputs.get("accessControlPolicy").get("grants"), checkGrant, wrong);
  },
};

function checkGrant(grant: Field): Iterable<Finding> {
  const isNamed = (uri: string) => !everybody.test(uri);
  return demandText(grant.get("grantee").get("uri"), isNamed, wrong, "passes");
}
