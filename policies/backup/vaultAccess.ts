import { isKeptToCallers } from "../documents/conditions.js";
import { isForEverybody } from "../documents/principals.js";
import { allows, anyText, inEachStatement } from "../documents/statements.js";
import { allOf, type Certainty, isGiven, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const policy = "aws:backup/vaultPolicy:VaultPolicy";

const document = (statement: object) => ({ policy: JSON.stringify({ Statement: [statement] }) });

/** Backups are opened to accounts that are named. */
export const vaultAccess: Rule = {
  id: "BKP-16",
  title: "Backup vaults are not open to everybody",
  severity: "critical",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-3", "CP-9"] },
  why: "Who may copy from a vault reads every server that it protects; who may delete ends them.",
  fix:
    "Name accounts in Principal, or tie * to a condition on aws:PrincipalOrgID and allow nothing " +
    "but backup:CopyIntoBackupVault.",
  tokens: [policy],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Copies into the vault from the own organization",
        type: policy,
        inputs: document({
          Effect: "Allow",
          Principal: "*",
          Action: "backup:CopyIntoBackupVault",
          Resource: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleuni1" } },
        }),
      },
    ],
    fail: [
      {
        title: "A vault that every account of the organization may manage",
        type: policy,
        inputs: document({
          Effect: "Allow",
          Principal: "*",
          Action: "backup:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleuni1" } },
        }),
      },
      {
        title: "A vault for everybody",
        type: policy,
        inputs: document({ Effect: "Allow", Principal: "*", Action: "backup:*", Resource: "*" }),
      },
    ],
  },
  check: ({ inputs }) => inEachStatement(inputs.get("policy"), checkStatement),
};

function* checkStatement(statement: Field): Iterable<Finding> {
  const isWide = allOf(allows(statement), isForEverybody(statement));
  const isKept = isKeptToCallers(statement);
  const principal = statement.get("Principal");
  yield* reportIf(allOf(isWide, not(isKept)), principal, "everybody may use the vault");
  const isMore = allOf(isWide, isKept, not(onlyCopiesIn(statement)));
  const wrong = "many accounts may do more than copy into the vault";
  yield* reportIf(isMore, statement.get("Action"), wrong);
}

/** The one action that other accounts need. */
const copying = "backup:copyintobackupvault";

function onlyCopiesIn(statement: Field): Certainty {
  const action = statement.get("Action");
  const isOther = (text: string) => text.toLowerCase() !== copying;
  return allOf(isGiven(action), not(anyText(action, isOther, "yes")));
}
