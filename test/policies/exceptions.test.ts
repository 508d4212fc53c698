import assert from "node:assert/strict";
import fc from "fast-check";
import { dataLevel } from "../../policies/classification/dataLevel.js";
import { encryptedDisks } from "../../policies/encryption/encryptedDisks.js";
import type { Exception } from "../../policies/framework/exceptions/exception.js";
import { Exceptions } from "../../policies/framework/exceptions/exceptions.js";
import { longestDays } from "../../policies/framework/exceptions/flaws.js";
import { messageOf, statementOf } from "../../policies/framework/report.js";
import { fail, type RuleFacts, undetermined } from "../../policies/framework/rule.js";
import { parseVerdict } from "../../policies/framework/verdictLine.js";
import { publicAdminPorts } from "../../policies/network/adminPorts.js";
import { pack as all } from "../../policies/packs/all.pack.js";

const asOf = "2026-11-21";
const approvers = ["Ada Lovelace", "Alan Turing"];
const rules = new Map<string, RuleFacts>(all.rules.map((rule) => [rule.id, rule]));

const sound: Exception = {
  rule: "ENC-02",
  resource: "legacy-1",
  reason: "The vendor's appliance boots from no encrypted disk.",
  owner: "Grace Hopper",
  ticket: "CHG-4711",
  approver: "Ada Lovelace",
  until: "2026-12-31",
};

function of(...changes: readonly Partial<Exception>[]): Exceptions {
  const exceptions = changes.map((change) => ({ ...sound, ...change }));
  return new Exceptions({ asOf, approvers, exceptions }, rules);
}

function subject(name: string, ...formerly: readonly string[]) {
  const urnOf = (each: string) => `urn:pulumi:lab::estates::aws:ebs/volume:Volume::${each}`;
  return { urn: urnOf(name), aliases: formerly.map(urnOf) };
}

describe("An exception", () => {
  it("is in force for its rule and its resource only", () => {
    const exceptions = of({});
    assert.deepEqual(exceptions.flaws(), []);
    assert.equal(exceptions.use("ENC-02", subject("legacy-1"))?.ticket, "CHG-4711");
    assert.equal(exceptions.use("ENC-02", subject("legacy-10")), undefined);
    assert.equal(exceptions.use("ENC-02", subject("a-legacy-1")), undefined);
    assert.equal(exceptions.use("NET-01", subject("legacy-1")), undefined);
  });

  it("survives a rename through an alias, by name and by URN", () => {
    for (const resource of ["legacy-1", subject("legacy-1").urn]) {
      assert.ok(of({ resource }).use("ENC-02", subject("modern-1", "other", "legacy-1")));
      assert.equal(of({ resource }).use("ENC-02", subject("modern-1", "other")), undefined);
    }
  });

  it("survives a rename that the estate tells of, with everything that belongs to the server", () => {
    const renamed = { "modern-1": ["old-1", "legacy-1"] };
    const withNames = (resource: string) =>
      new Exceptions({ asOf, approvers, renamed, exceptions: [{ ...sound, resource }] }, rules);
    for (const [resource, name] of [
      ["legacy-1", "modern-1"],
      ["legacy-1-data", "modern-1-data"],
      [subject("legacy-1-data").urn, "modern-1-data"],
    ] as const) {
      const exceptions = withNames(resource);
      assert.ok(exceptions.use("ENC-02", subject(name)), resource);
      assert.equal(exceptions.outdated().length, 1);
    }
    assert.equal(withNames("legacy-1").use("ENC-02", subject("modern-11")), undefined);
    assert.equal(withNames("legacy-1-data").use("ENC-02", subject("modern-1")), undefined);
  });

  it("asks for the new name while the engine still tells the old one", () => {
    const exceptions = of({}, { resource: "modern-1" });
    exceptions.use("ENC-02", subject("modern-2", "legacy-1"));
    exceptions.use("ENC-02", subject("modern-1", "legacy-1"));
    assert.deepEqual(
      exceptions.outdated().map(({ path }) => path),
      ["exceptions[0]"],
    );
    assert.deepEqual(exceptions.unused(), []);
  });

  it("takes * for any characters and everything else literally", () => {
    const text = fc.string({ minLength: 4, maxLength: 8 }).filter((one) => !/[*:]/.test(one));
    fc.assert(
      fc.property(
        text.filter((one) => one.trim() === one),
        text,
        (start, rest) => {
          const named = (resource: string) => of({ resource }).use("ENC-02", subject(start + rest));
          assert.ok(named(`${start}*`));
          assert.equal(named(`${start}x${rest}`), undefined);
          assert.equal(named(start), undefined);
        },
      ),
    );
  });

  const flawed: readonly (readonly [Partial<Exception>, RegExp])[] = [
    [{ until: "2026-11-20" }, /expired on 2026-11-20/],
    [{ until: "2027-02-20" }, /severity high is excepted until 2027-02-19/],
    [{ until: "soon" }, /until which day/],
    [{ approver: "Grace Hopper", owner: "Grace Hopper" }, /nobody on the list/],
    [{ approver: "Mallory" }, /nobody on the list/],
    [{ approver: "" }, /nobody on the list/],
    [{ owner: " ada lovelace" }, /its owner has approved it/],
    [{ resource: "*" }, /too broad/],
    [{ resource: "web*" }, /too broad/],
    [{ reason: "" }, /lacks/],
    [{ ticket: "" }, /lacks/],
    [{ rule: dataLevel.id }, /CLS-02 knows no exception/],
  ];

  for (const [change, expected] of flawed) {
    it(`is a finding and not in force with ${JSON.stringify(change)}`, () => {
      const exceptions = of(change);
      const said = exceptions.flaws().map(({ message }) => message);
      assert.ok(
        said.some((message) => expected.test(message)),
        said.join(),
      );
      const { rule, resource } = { ...sound, ...change };
      assert.equal(exceptions.use(rule, subject(resource)), undefined);
      assert.deepEqual(exceptions.unused(), []);
    });
  }

  it("is in force on its last day, which depends on the severity of the rule", () => {
    assert.deepEqual(Object.values(longestDays), [30, 90, 180, 365]);
    for (const [change, flaws] of [
      [{ until: asOf }, 0],
      [{ until: "2027-02-19" }, 0],
      [{ rule: publicAdminPorts.id, until: "2026-12-21" }, 0],
      [{ rule: publicAdminPorts.id, until: "2026-12-22" }, 1],
    ] as const) {
      assert.equal(of(change).flaws().length, flaws, JSON.stringify(change));
    }
  });

  it("is nowhere in force without a planning date", () => {
    const settings = { asOf: "", approvers, exceptions: [sound] };
    assert.equal(new Exceptions(settings, rules).use("ENC-02", subject("legacy-1")), undefined);
  });

  it("is a finding when nothing needs it, and when too much does", () => {
    const exceptions = of({ resource: "legacy-*" }, {}, { resource: "elsewhere" });
    for (let index = 0; index <= 10; index++) {
      exceptions.use("ENC-02", subject(`legacy-${index}`));
    }
    const paths = (complaints: readonly { readonly path: string }[]) =>
      complaints.map(({ path }) => path);
    assert.deepEqual(paths(exceptions.tooBroad()), ["exceptions[0]"]);
    assert.deepEqual(paths(exceptions.unused()), ["exceptions[1]", "exceptions[2]"]);
  });

  it("leaves rules of other packs to them", () => {
    const exceptions = of({ rule: "ZZZ-01", approver: "" });
    assert.deepEqual([...exceptions.flaws(), ...exceptions.unused()], []);
  });

  it("lets a certain and an undetermined finding pass and says so", () => {
    const type = "aws:ebs/volume:Volume";
    for (const finding of [fail, undetermined].map((say) => say({ path: "encrypted" }, "wrong"))) {
      const about = { type, ...subject("legacy-1") };
      const { message, isAdvisory } = statementOf(encryptedDisks, finding, about, of({}));
      assert.ok(isAdvisory);
      assert.deepEqual(parseVerdict(message), {
        ...{ rule: "ENC-02", verdict: "excepted", severity: "high", path: "encrypted" },
        ...{ message: "wrong", fix: encryptedDisks.fix },
        exception: "CHG-4711 until 2026-12-31",
      });
      const other = statementOf(encryptedDisks, finding, { ...about, urn: "" }, of({}));
      assert.equal(other.isAdvisory, false);
      assert.equal(other.message, messageOf(encryptedDisks, finding));
    }
  });
});
