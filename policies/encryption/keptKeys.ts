import { isKeptToCallers } from "../documents/conditions.js";
import { isForEverybody } from "../documents/principals.js";
import { allows, inEachStatement } from "../documents/statements.js";
import { allOf, type Certainty, holds, isOn, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const key = "aws:kms/key:Key";
const replica = "aws:kms/replicaKey:ReplicaKey";
const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";

/** Keys are renewed, and only known callers use them. */
export const keptKeys: Rule = {
  id: "ENC-04",
  title: "Keys are rotated and never usable by everybody",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-12"], "CIS AWS v5.0": ["3.6"], FSBP: ["KMS.5"] },
  why:
    "Who may use a key reads what it encrypts, whatever protects the disk itself. Rotation limits " +
    "what one leaked version of the key opens.",
  fix:
    "Set enableKeyRotation to true on symmetric keys. Name accounts in Principal, or tie * to a " +
    "condition on aws:PrincipalOrgID, aws:PrincipalAccount or kms:CallerAccount.",
  tokens: [key, replica, keyPolicy],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A rotated key with AWS's own policy",
        type: key,
        inputs: { enableKeyRotation: true },
      },
    ],
    fail: [
      { title: "A key that is never rotated", type: key, inputs: {} },
      {
        title: "A key for everybody",
        type: keyPolicy,
        inputs: {
          policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" }],
          }),
        },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === key) {
    const rotation = inputs.get("enableKeyRotation");
    yield* reportIf(
      allOf(canRotate(inputs), not(isOn(rotation))),
      rotation,
      "the key is never rotated",
    );
  }
  yield* inEachStatement(inputs.get("policy"), checkStatement);
}

function* checkStatement(statement: Field): Iterable<Finding> {
  const isOpen = allOf(isForEverybody(statement), not(isKeptToCallers(statement)));
  const wrong = "everybody may use the key";
  yield* reportIf(allOf(allows(statement), isOpen), statement.get("Principal"), wrong);
}

/** AWS rotates symmetric keys of its own hardware; others stay as they are. */
function canRotate(inputs: Field): Certainty {
  const isOther = (spec: string) => spec !== "SYMMETRIC_DEFAULT";
  const isOutside = (store: string) => store !== "";
  return allOf(
    not(holds(inputs.get("customerMasterKeySpec").text(), isOther)),
    not(holds(inputs.get("customKeyStoreId").text(), isOutside)),
  );
}
