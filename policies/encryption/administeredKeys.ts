import { isAction } from "../documents/actions.js";
import { isForEverybody } from "../documents/principals.js";
import { allows, anyText, inEachStatement } from "../documents/statements.js";
import {
  allOf,
  anyOf,
  type Certainty,
  isGiven,
  isOn,
  not,
  reportIf,
} from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const key = "aws:kms/key:Key";
const replica = "aws:kms/replicaKey:ReplicaKey";
const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";

/** What ends a key, or changes who may use it. */
const administering = [
  "kms:putkeypolicy",
  "kms:schedulekeydeletion",
  "kms:disablekey",
  "kms:disablekeyrotation",
  "kms:deleteimportedkeymaterial",
];

/** What hands the use of a key on, to whomever. */
const granting = ["kms:creategrant"];

const statement = (Action: string) => ({
  policy: JSON.stringify({
    Statement: [
      {
        ...{ Effect: "Allow", Principal: { AWS: "*" }, Action, Resource: "*" },
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleuni1" } },
      },
    ],
  }),
});

/** Whoever uses a key cannot end it. */
export const administeredKeys: Rule = {
  id: "ENC-21",
  title: "Keys are administered by named principals, not by whole organizations",
  severity: "critical",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-12", "AC-6"] },
  why:
    "A deleted key takes with it everything that it encrypts, in every account. A condition on the " +
    "organization lets in every administrator of every account of it, who may also grant the use " +
    "of the key to strangers.",
  fix:
    'List single actions such as kms:Decrypt in statements with Principal "*", kms:CreateGrant only ' +
    "with the condition kms:GrantIsForAWSResource, and give kms:* to the account of the key only.",
  tokens: [key, replica, keyPolicy],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A key that the organization uses",
        type: keyPolicy,
        inputs: statement("kms:Decrypt"),
      },
    ],
    fail: [
      {
        title: "A key that the organization administers",
        type: keyPolicy,
        inputs: statement("kms:*"),
      },
    ],
  },
  check: ({ inputs }) => inEachStatement(inputs.get("policy"), checkStatement),
};

function* checkStatement(one: Field): Iterable<Finding> {
  const administers = anyOf(
    anyText(one.get("Action"), (action) => isAction(action, administering), "yes"),
    allOf(
      anyText(one.get("Action"), (action) => isAction(action, granting), "yes"),
      not(isForServices(one)),
    ),
    isGiven(one.get("NotAction")),
  );
  yield* reportIf(
    allOf(allows(one), isForEverybody(one), administers),
    one.get("Action"),
    "everybody whom its condition lets in may end the key or hand its use on",
  );
}

/** Whether grants may be made only for services of AWS, which hold them no longer than they work. */
function isForServices(one: Field): Certainty {
  const flags = one.get("Condition").get("Bool");
  const keys = flags.keys();
  return keys.state === "known"
    ? anyOf(
        ...keys.value
          .filter((name) => name.toLowerCase() === "kms:grantisforawsresource")
          .map((name) => isTrue(flags.get(name))),
      )
    : isGiven(flags) === "maybe"
      ? "maybe"
      : "no";
}

function isTrue(flag: Field): Certainty {
  return anyOf(
    isOn(flag),
    anyText(flag, (text) => text.toLowerCase() === "true", "no"),
  );
}
