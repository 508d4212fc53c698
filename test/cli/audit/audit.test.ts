import assert from "node:assert/strict";
import { audit } from "../../../cli/audit/audit.js";
import { readState, stackIn } from "../../../cli/audit/state.js";
import { jsonOf } from "../../../cli/report/json.js";
import type { StackReport } from "../../../cli/report/model.js";
import { isUnknown } from "../../../policies/framework/unknown.js";

const secret = (content: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...content,
});

const volume = (inputs: object, outputs: object = inputs) => ({
  urn: "urn:pulumi:lab::lab::aws:ebs/volume:Volume::data",
  type: "aws:ebs/volume:Volume",
  custom: true,
  id: "vol-1",
  inputs,
  outputs,
});

const sound = { encrypted: true, size: 10, tags: { DataLevel: "2" } };

const auditOf = (...resources: readonly object[]) =>
  audit({ name: "lab", exported: { version: 3, deployment: { resources } }, secrets: [] });

const ruleIds = (report: ReturnType<typeof auditOf>) =>
  report.verdicts.map(({ rule, verdict }) => `${rule} ${verdict}`);

describe("the audit of a state with exceptions", () => {
  const exception = {
    ...{ rule: "ENC-02", resource: "data", reason: "An appliance", ticket: "CHG-1" },
    ...{ owner: "head@chem.example.edu", approver: "duty@example.edu", until: "2026-12-31" },
  };
  const open = { ...sound, encrypted: false };
  const auditWith = (change: Partial<typeof exception>, resource: object) => {
    const basis = { asOf: "2026-11-21", approvers: ["duty@example.edu"] };
    const exceptions = { ...basis, exceptions: [{ ...exception, ...change }] };
    const exported = { deployment: { resources: [resource] } };
    return audit({ name: "lab", exported, secrets: [], exceptions });
  };
  const about = ({ verdicts }: StackReport) =>
    verdicts
      .filter(({ rule }) => rule === "ENC-02" || rule === "EXC-01")
      .map(({ rule, verdict, stops }) => `${rule} ${verdict}${stops ? " stops" : ""}`);

  it("lets pass what one in force covers, and tells how long", () => {
    const report = auditWith({}, volume(open));
    assert.deepEqual(about(report), ["ENC-02 excepted"]);
    assert.ok(!report.passed.includes("ENC-02"));
    const [inUse] = report.exceptions;
    assert.equal(inUse?.exception, "CHG-1 until 2026-12-31");
    assert.equal(inUse?.daysLeft, 40);
    assert.ok(!report.notEvaluated.some((text) => text.startsWith("Exceptions")));
  });

  it("finds what is not in force, unused or named as it was before", () => {
    const found = ["ENC-02 fail stops", "EXC-01 fail stops"];
    assert.deepEqual(about(auditWith({ until: "2026-11-20" }, volume(open))).sort(), found);
    assert.deepEqual(about(auditWith({ approver: "mallory@x.org" }, volume(open))).sort(), found);
    const elsewhere = about(auditWith({ resource: "elsewhere" }, volume(open))).sort();
    assert.deepEqual(elsewhere, ["ENC-02 fail stops", "EXC-01 fail"]);
    assert.deepEqual(about(auditWith({}, volume(sound))), ["EXC-01 fail"]);
    const renamed = { ...volume(open), aliases: [volume(open).urn.replace("data", "former")] };
    assert.deepEqual(about(auditWith({ resource: "former" }, renamed)).sort(), [
      "ENC-02 excepted",
      "EXC-01 fail",
    ]);
  });

  it("lets pass what nobody can read as well, and no rule on data levels", () => {
    const hidden = { ...sound, encrypted: secret({ ciphertext: "v1:abc" }) };
    assert.deepEqual(about(auditWith({}, volume(hidden))), ["ENC-02 excepted"]);
    const level = auditWith({ rule: "CLS-02" }, volume({ ...sound, tags: {} }));
    assert.ok(ruleIds(level).includes("CLS-02 fail"));
    assert.ok(ruleIds(level).includes("EXC-01 fail"));
  });

  it("says when it knows of no estate", () => {
    const report = auditOf(volume(sound));
    assert.ok(report.notEvaluated.some((text) => text.startsWith("Exceptions are not considered")));
  });

  it("tells of which stack a state is", () => {
    assert.equal(stackIn({ deployment: { resources: [volume(sound)] } }), "lab");
    assert.equal(stackIn({ deployment: {} }), undefined);
    assert.equal(stackIn("text"), undefined);
  });
});

describe("the audit of a state", () => {
  it("finds what is weak in what was asked for and in what the platform told", () => {
    const open = { ...sound, encrypted: false };
    assert.ok(ruleIds(auditOf(volume(open, sound))).includes("ENC-02 fail"));
    assert.ok(ruleIds(auditOf(volume(sound, open))).includes("ENC-02 fail"));
    assert.ok(!ruleIds(auditOf(volume(sound))).includes("ENC-02 fail"));
  });

  it("says of a value that is a secret that it was not evaluated, and never that it passes", () => {
    const canary = "canary-value";
    for (const content of [{ ciphertext: "v1:abc" }, { plaintext: JSON.stringify(canary) }]) {
      const hidden = { ...sound, encrypted: secret(content) };
      const report = auditOf(volume(hidden));
      assert.ok(ruleIds(report).includes("ENC-02 not evaluated"));
      assert.ok(!report.passed.includes("ENC-02"));
      assert.ok(!jsonOf({ command: "audit", stacks: [report], notTaken: [] }).includes(canary));
    }
  });

  it("does not judge what waits for its deletion, and says so", () => {
    const report = auditOf({ ...volume({ encrypted: false }), delete: true });
    assert.deepEqual(ruleIds(report), []);
    assert.ok(report.notEvaluated.some((text) => text.includes("wait for their deletion")));
  });

  it("names what no rule judges and operations without an end", () => {
    const resources = [{ urn: "urn:pulumi:lab::lab::x:y:Z::z", type: "x:y:Z", custom: true }];
    const deployment = { resources, pending_operations: [{}] };
    const report = audit({ name: "lab", exported: { deployment }, secrets: [] });
    assert.ok(report.notEvaluated.includes("No rule judges x:y:Z."));
    assert.ok(report.notEvaluated.some((text) => text.startsWith("1 operations have no")));
  });

  it("reads exports and the files of a file backend, and refuses everything else", () => {
    const file = { checkpoint: { latest: { resources: [volume(sound)] } } };
    assert.equal(readState(file)?.resources.length, 1);
    assert.equal(readState({ checkpoint: {} })?.resources.length, 0);
    for (const exported of [undefined, 1, {}, { deployment: { resources: [{}] } }]) {
      assert.equal(audit({ name: "lab", exported, secrets: [] }).outcome, "broken input");
    }
  });

  it("puts in place of a secret what rules take for unknown", () => {
    const state = readState({ deployment: { resources: [volume({ size: secret({}) })] } });
    assert.ok(isUnknown(state?.resources[0]?.inputs?.["size"]));
  });
});
