import assert from "node:assert/strict";
import { showHostKey } from "../../components/service/access/commands.js";
import { vaultKeys } from "../../policies/backup/vaultKeys.js";
import { encryptedDisks } from "../../policies/encryption/encryptedDisks.js";
import { evaluate } from "../../policies/framework/evaluate.js";
import type { Rule } from "../../policies/framework/rule.js";
import { settle } from "../../policies/framework/settle.js";
import { knownHosts } from "../../policies/identity/knownHosts.js";
import { type Inputs, unknown } from "./support/cases.js";
import { graphOf, type Piece, urnOf } from "./support/stack.js";
import { verdictOf } from "./support/verdict.js";

const rotated: Piece = {
  name: "rotated",
  type: "aws:kms/key:Key",
  properties: { enableKeyRotation: true },
};
const stale: Piece = { name: "stale", type: "aws:kms/key:Key", properties: {} };
const alias = (name: string, key: string): Piece => ({
  ...{ name, type: "aws:kms/alias:Alias" },
  properties: { targetKeyId: unknown },
  origins: { targetKeyId: [key] },
});
const network: Piece = { name: "network", type: "aws:ec2/vpc:Vpc", properties: {} };

/** What is left of the findings about the last piece. */
function settled(rule: Rule, pieces: readonly Piece[]) {
  const graph = graphOf(pieces);
  const node = graph.at(urnOf(pieces.at(-1)?.name ?? ""));
  assert.ok(node);
  return [...settle(rule, evaluate(rule, node), node, graph)];
}

function vaultFrom(...kmsKeyArn: readonly string[]): Piece {
  return {
    ...{ name: "vault", type: "aws:backup/vault:Vault" },
    properties: { kmsKeyArn: unknown },
    origins: { kmsKeyArn },
  };
}

describe("An unknown value", () => {
  it("is proved by every resource that it can come from", () => {
    const keys = [rotated, stale, network, alias("good", "rotated"), alias("bad", "stale")];
    for (const [verdict, ...names] of [
      ["pass", "rotated"],
      ["pass", "good"],
      ["pass", "rotated", "good"],
      ["undetermined", "stale"],
      ["undetermined", "bad"],
      ["undetermined", "network"],
      ["undetermined", "rotated", "stale"],
      ["undetermined", "good", "network"],
      ["undetermined"],
    ]) {
      const findings = settled(vaultKeys, [...keys, vaultFrom(...names)]);
      assert.equal(verdictOf(findings), verdict, names.join());
    }
  });

  it("says where it comes from when that proves nothing", () => {
    const [finding] = settled(vaultKeys, [rotated, stale, vaultFrom("rotated", "stale")]);
    assert.match(finding?.message ?? "", /\(it comes from stale\)$/);
  });

  it("is proved only where the rule expects it", () => {
    const set: Piece = {
      name: "set",
      type: "azure-native:compute:DiskEncryptionSet",
      properties: {},
    };
    const disk = (encryption: Piece["properties"]): Piece => ({
      ...{ name: "disk", type: "azure-native:compute:Disk" },
      properties: { encryption },
      origins: { encryption: ["set"] },
    });
    const type = "EncryptionAtRestWithCustomerKey";
    const diskEncryptionSetId = unknown;
    const good = settled(encryptedDisks, [set, disk({ type, diskEncryptionSetId })]);
    assert.deepEqual(good, []);
    const odd = settled(encryptedDisks, [set, disk({ type: unknown, diskEncryptionSetId })]);
    assert.deepEqual(
      odd.map(({ path }) => path),
      ["encryption.type"],
    );
  });

  it("is proved by an alias of a key that exists already", () => {
    const known = { ...alias("known", ""), properties: { targetKeyId: "1234" }, origins: {} };
    assert.deepEqual(settled(vaultKeys, [known, vaultFrom("known")]), []);
  });

  it("of a connection is proved by the command that asks for the host key, not by a machine", () => {
    const machine = { name: "machine", type: "aws:ec2/instance:Instance", properties: {} };
    const asking = command("asking", { create: showHostKey }, "machine");
    const other = command("other", { create: "cat key" }, "machine");
    for (const [verdict, ...names] of [
      ["pass", "asking", "machine"],
      ["pass", "asking"],
      ["undetermined", "machine"],
      ["undetermined", "other", "machine"],
      ["undetermined", "asking", "other"],
      ["undetermined", "asking", "machine", "network"],
    ]) {
      const pieces = [network, machine, asking, other, command("last", { create: "ls" }, ...names)];
      assert.equal(verdictOf(settled(knownHosts, pieces)), verdict, names.join());
    }
    assert.deepEqual(settled(knownHosts, [machine, asking]), []);
  });
});

function command(name: string, inputs: Inputs, ...connection: readonly string[]): Piece {
  return {
    ...{ name, type: "command:remote:Command" },
    properties: { ...inputs, connection: unknown },
    origins: { connection },
  };
}
