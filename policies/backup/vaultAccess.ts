import { isKeptToCallers } from "../documents/conditions.js";
import { isForEverybody } from "../documents/principals.js";
import { allows, inEachStatement } from "../documents/statements.js";
import { allOf, not, reportIf } from "../framework/certainty.js";
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
  fix: "Name accounts in Principal, or tie * to a condition on aws:PrincipalOrgID.",
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
        title: "A vault for everybody",
        type: policy,
        inputs: document({ Effect: "Allow", Principal: "*", Action: "backup:*", Resource: "*" }),
      },
    ],
  },
  check: ({ inputs }) => inEachStatement(inputs.get("policy"), checkStatement),
};

function* checkStatement(statement: Field): Iterable<Finding> {
  const isOpen = allOf(isForEverybody(statement), not(isKeptToCallers(statement)));
  const wrong = "everybody may use the vault";
  yield* reportIf(allOf(allows(statement), isOpen), statement.get("Principal"), wrong);
}
