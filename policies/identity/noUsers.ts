import { demandNone, demandText } from "../framework/demands.js";
import { type Finding, fail, type Resource, type Rule } from "../framework/rule.js";

const key = "aws:iam/accessKey:AccessKey";
const attachment = "aws:iam/policyAttachment:PolicyAttachment";
const others = [
  "aws:iam/user:User",
  "aws:iam/userLoginProfile:UserLoginProfile",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/userGroupMembership:UserGroupMembership",
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
  "aws:iam/sshKey:SshKey",
];

/** People and programs come with short-lived credentials. */
export const noUsers: Rule = {
  id: "IAM-02",
  title: "Accounts have no users and no lasting access keys",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["AC-2"],
    "CIS AWS v5.0": ["1.14", "1.20"],
    FSBP: ["IAM.2"],
  },
  why:
    "A user of an account stays when its owner leaves the institution, and its key works wherever " +
    "it was copied to. Federated people and roles have neither.",
  fix:
    "Let people sign in through the institution's identity provider and give programs roles. Keys " +
    'that can\'t be removed yet are set to "Inactive".',
  tokens: [key, attachment, ...others],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "A key that no longer works", type: key, inputs: { status: "Inactive" } }],
    fail: [
      { title: "A user", type: "aws:iam/user:User", inputs: { name: "backup-job" } },
      { title: "A key", type: key, inputs: { user: "backup-job" } },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === key) {
    const wrong = "the key is valid until somebody removes it";
    yield* demandText(inputs.get("status"), (status) => status === "Inactive", wrong);
  } else if (type === attachment) {
    yield* demandNone(inputs.get("users"), "the policy is attached to users");
  } else {
    yield fail(inputs, "this belongs to a user of the account");
  }
}
