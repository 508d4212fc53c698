import { demandText, inEach } from "../framework/demands.js";
import type { Resource, Rule } from "../framework/rule.js";

const role = "aws:iam/role:Role";
const permissionSet = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment";
const attachments = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
];

const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

/** AWS's own policies that allow everything, or hand out rights to do so. */
const unlimited = /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

const wrong = "all rights on the account are given";

/** Nobody has all rights all the time. */
export const noAdministrators: Rule = {
  id: "IAM-14",
  title: "AWS's policies with all rights are attached to nobody",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6"], "CIS AWS v5.0": ["1.15"], FSBP: ["IAM.1"] },
  why:
    "AdministratorAccess, PowerUserAccess and IAMFullAccess allow everything or lead to it. A " +
    "role for emergencies has an exception with a date.",
  fix: "Attach policies that name what the role needs.",
  tokens: [...attachments, role, permissionSet],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A role for servers",
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        inputs: { policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
      },
    ],
    fail: [
      {
        title: "A role for everything",
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        inputs: { policyArn: administrator },
      },
    ],
  },
  check: ({ type, inputs }: Resource) => {
    if (type === role) {
      const each = inputs.get("managedPolicyArns");
      return inEach(each, (arn) => demandText(arn, isLimited, wrong, "passes"), wrong);
    }
    const key = type === permissionSet ? "managedPolicyArn" : "policyArn";
    return demandText(inputs.get(key), isLimited, wrong, "passes");
  },
};

function isLimited(arn: string): boolean {
  return !unlimited.test(arn);
}
