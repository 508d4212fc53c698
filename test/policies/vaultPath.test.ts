import assert from "node:assert/strict";
import { vaultPath } from "../../policies/backup/vaultPath.js";
import { secret, unknown } from "./support/cases.js";
import { judgeStack, type Piece } from "./support/stack.js";
import { opened } from "./support/verdict.js";

const [example] = vaultPath.examples.pass;
const whole: readonly Piece[] = example?.resources ?? [];

/** The stack with some properties of one resource replaced. */
function changed(
  name: string,
  properties: Piece["properties"],
  pieces: readonly Piece[] = whole,
): readonly Piece[] {
  return pieces.map((piece) =>
    piece.name === name ? { ...piece, properties: { ...piece.properties, ...properties } } : piece,
  );
}

const verdicts = (pieces: readonly Piece[]) =>
  judgeStack(vaultPath, pieces).map(({ verdict, message }) => `${verdict}: ${message}`);

const without = (name: string) => whole.filter((piece) => piece.name !== name);

/** The policy of the vault with other words in its statement. */
const policy = (words: object) => ({
  policy: JSON.stringify({
    Statement: [
      {
        ...{ Effect: "Deny", Principal: "*", Resource: "*" },
        Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
        ...words,
      },
    ],
  }),
});

describe("The path from a server on AWS to the vault of its backups", () => {
  it("holds when nothing is known but names, tags and where ids come from", () => {
    const origins: Record<string, Piece["origins"]> = {
      servers: { planId: ["plan"], iamRoleArn: ["role", "right"] },
      right: { role: ["role"] },
      plan: { rules: ["vault"] },
      vault: { kmsKeyArn: ["key"] },
      policy: { backupVaultName: ["vault"] },
      lock: { backupVaultName: ["vault"] },
    };
    const dark: Record<string, Piece["properties"]> = {
      servers: { planId: unknown, iamRoleArn: unknown },
      right: { role: unknown },
      plan: { id: unknown, rules: [{ targetVaultName: unknown }] },
      vault: { kmsKeyArn: unknown },
      policy: { backupVaultName: unknown },
      lock: { backupVaultName: unknown },
    };
    const fresh = whole.map((piece): Piece => {
      const own = origins[piece.name];
      const properties = { ...piece.properties, ...dark[piece.name] };
      return { ...piece, properties, ...(own && { origins: own }) };
    });
    // A lock is held against the days of the rules, so these have to be known.
    const days = { rules: [{ targetVaultName: unknown, lifecycle: { deleteAfter: 30 } }] };
    assert.deepEqual(verdicts(changed("plan", days, fresh)), []);
    const rootless = fresh.map((piece) => ({ ...piece, origins: {} }));
    const found = judgeStack(vaultPath, rootless).map(({ verdict }) => verdict);
    assert.deepEqual([...new Set(found)], ["undetermined"]);
  });

  it("breaks at every resource that is taken away, and says where", () => {
    const cutAt = (text: string) => `fail: its path to a vault is cut at the ${text}`;
    const expected: Readonly<Record<string, readonly string[]>> = {
      region: [cutAt("opt-in: Its region does not opt EC2 and EBS in")],
      role: [cutAt("role: servers works as a role that may not back up")],
      right: [cutAt("role: servers works as a role that may not back up")],
      servers: [
        cutAt("selection: No selection of a backup plan takes it by its class and its owner"),
      ],
      plan: [cutAt("plan: servers belongs to no plan")],
      key: [cutAt("key: vault has no key that can be used")],
      vault: [cutAt("vault: plan backs up to a vault that is not there")],
      policy: [cutAt("policy: vault lets backups be deleted early")],
      lock: [cutAt("lock: vault is not armed for as long as its backups are kept")],
    };
    const names = whole.slice(1).map(({ name }) => name);
    assert.deepEqual(names.toSorted(), Object.keys(expected).sort());
    for (const name of names) {
      assert.deepEqual(verdicts(without(name)), expected[name], name);
    }
  });

  const wrong: readonly (readonly [
    string,
    "fail" | "undetermined" | undefined,
    readonly Piece[],
  ])[] = [
    ["no tags", "fail", changed("web-1", { tags: undefined })],
    ["tags of a wrong type", "fail", changed("web-1", { tags: 7 })],
    [
      "another class",
      "fail",
      changed("web-1", { tags: { Owner: "library", BackupClass: "gold" } }),
    ],
    ["unknown tags", "undetermined", changed("web-1", { tags: unknown })],
    [
      "an unknown class",
      "undetermined",
      changed("web-1", { tags: { Owner: "library", BackupClass: unknown } }),
    ],
    [
      "a secret class",
      undefined,
      changed(
        "web-1",
        Object(opened({ tags: secret({ Owner: "library", BackupClass: "standard" }) })),
      ),
    ],
    ["unknown conditions", "undetermined", changed("servers", { conditions: unknown })],
    [
      "an unknown word in a condition",
      "undetermined",
      changed("servers", { conditions: [{ stringEquals: unknown }] }),
    ],
    ["no conditions", "fail", changed("servers", { conditions: [] })],
    ["unknown exclusions", "undetermined", changed("servers", { notResources: unknown })],
    ["resources that are left out", "fail", changed("servers", { notResources: ["*"] })],
    ["a foreign plan", "fail", changed("servers", { planId: "plan-2" })],
    ["a foreign role", "fail", changed("servers", { iamRoleArn: "arn:aws:iam::1:role/other" })],
    ["an unknown role", "undetermined", changed("servers", { iamRoleArn: unknown })],
    ["no rules", "fail", changed("plan", { rules: [] })],
    ["unknown rules", "undetermined", changed("plan", { rules: unknown })],
    ["rules of a wrong type", "fail", changed("plan", { rules: "daily" })],
    [
      "an unknown switch",
      "undetermined",
      changed("region", { resourceTypeOptInPreference: unknown }),
    ],
    ["a key that is off", "fail", changed("key", { isEnabled: false })],
    ["a foreign key", "fail", changed("vault", { kmsKeyArn: "arn:aws:kms:r:1:key/2" })],
    ["a lock that is not for good", "fail", changed("vault", { tags: { VaultLock: "locked" } })],
    ["a lock under its rules", "fail", changed("lock", { maxRetentionDays: 29 })],
    ["an unknown lock", "undetermined", changed("lock", { minRetentionDays: unknown })],
    ["a lock of a wrong type", "fail", changed("lock", { minRetentionDays: [30] })],
    ["no lock where none is told", undefined, changed("vault", { tags: {} }, without("lock"))],
    ["an unknown policy", "undetermined", changed("policy", { policy: unknown })],
    ["a policy that is no JSON", "fail", changed("policy", { policy: "{" })],
    ["a policy that allows", "fail", changed("policy", policy({ Effect: "Allow" }))],
    ["a policy for one", "fail", changed("policy", policy({ Principal: { AWS: "1" } }))],
    [
      "a policy for all accounts",
      undefined,
      changed("policy", policy({ Principal: { AWS: "*" } })),
    ],
    ["a policy for some backups", "fail", changed("policy", policy({ Resource: "arn:1" }))],
    ["a policy on a condition", "fail", changed("policy", policy({ Condition: {} }))],
    [
      "a policy that lets lives be shortened",
      "fail",
      changed("policy", policy({ Action: "backup:DeleteRecoveryPoint" })),
    ],
    [
      "a policy in other letters",
      undefined,
      changed(
        "policy",
        policy({ Action: ["BACKUP:DeleteRecoveryPoint", "backup:updateRecoveryPointLifecycle"] }),
      ),
    ],
    [
      "a server of another platform",
      undefined,
      [{ name: "a", type: "vsphere:index/virtualMachine:VirtualMachine", properties: {} }],
    ],
  ];

  for (const [title, verdict, pieces] of wrong) {
    it(`${verdict === undefined ? "holds" : "does not hold"} with ${title}`, () => {
      const found = judgeStack(vaultPath, pieces).map((finding) => finding.verdict);
      assert.deepEqual([...new Set(found)], verdict === undefined ? [] : [verdict]);
    });
  }

  it("is cut at every edge that can be told of a server alone", () => {
    const alone: Piece = { name: "a", type: "aws:ec2/instance:Instance", properties: {} };
    assert.equal(verdicts([alone]).length, 4);
  });
});
