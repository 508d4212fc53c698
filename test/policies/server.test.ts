import assert from "node:assert/strict";
import { buildPacks } from "../../policies/build.js";
import { Exceptions } from "../../policies/framework/exceptions/exceptions.js";
import { defers, levelOf, statementOf } from "../../policies/framework/report.js";
import type { Finding, Rule } from "../../policies/framework/rule.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { titleOf, unknown } from "./support/cases.js";
import { cases } from "./support/everyCase.js";
import { type PackServer, type Report, startPack } from "./support/packServer.js";
import { judge } from "./support/verdict.js";

describe("The built pack, served as the engine starts it", () => {
  let server: PackServer;

  before(async () => {
    await buildPacks();
    server = await startPack("all");
  });

  after(async () => {
    await server.stop();
  });

  for (const rule of all.rules) {
    it(`reports ${rule.id} as judged, in every case`, async () => {
      for (const one of cases.filter((each) => each.rule === rule)) {
        const { reports, notApplicable } = await server.analyze(one.type, one.inputs);
        const applies = one.expect !== "not applicable";
        assert.equal(notApplicable.includes(rule.id), !applies, titleOf(one));
        assert.deepEqual(
          reports.filter((report) => report.rule === rule.id),
          applies
            ? judge(rule, one.type, one.inputs).flatMap((f) => expected(rule, one.type, f))
            : [],
          titleOf(one),
        );
      }
    });
  }

  it("denies an unknown data level and still reports the open port beside it", async () => {
    const level = await server.analyze("comanaged:server:Server", { dataLevel: unknown });
    assert.deepEqual(levels(level.reports), ["CLS-02 mandatory"]);
    const both = await server.analyze("aws:ec2/securityGroup:SecurityGroup", {
      ingress: [
        { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [unknown] },
        { protocol: "tcp", fromPort: 3389, toPort: 3389, cidrBlocks: ["0.0.0.0/0"] },
      ],
    });
    assert.deepEqual(levels(both.reports), ["NET-01 mandatory"]);
  });

  it("judges a type of Azure whichever version of its interface makes it", async () => {
    for (const type of [
      "azure-native:compute/v20240701:Disk",
      "azure-native_compute_v20240701:compute:Disk",
    ]) {
      const { reports, notApplicable } = await server.analyze(type, { tags: { DataLevel: "1" } });
      const found = ["ENC-02 mandatory", "ENC-06 mandatory", "OWN-01 mandatory"];
      assert.deepEqual(new Set(levels(reports)), new Set(found));
      for (const rule of ["CLS-02", "ENC-02", "ENC-06", "OWN-01"]) {
        assert.ok(!notApplicable.includes(rule), rule);
      }
    }
  });

  it("lets a resource keep its exception in the run that renames it", async () => {
    const volume = "aws:ebs/volume:Volume";
    const broken = { encrypted: false, tags: { DataLevel: "1" } };
    const exception = {
      ...{ rule: "ENC-02", resource: "former-one", reason: "An appliance", ticket: "CHG-1" },
      ...{ owner: "grace@example.edu", approver: "ada@example.edu", until: "2026-12-01" },
    };
    const approvers = ["ada@example.edu"];
    const settings = { asOf: "2026-11-21", approvers, exceptions: [exception] };
    const former = [`urn:pulumi:test::policies::${volume}::former-one`];
    const levelsWith = async (...aliases: readonly string[]) =>
      levels((await server.analyze(volume, broken, aliases)).reports).filter((text) =>
        text.startsWith("ENC-02"),
      );
    assert.deepEqual(await levelsWith(...former), ["ENC-02 mandatory"]);
    await server.configure("EXC-01", "mandatory", settings);
    await server.analyze("pulumi:pulumi:Stack", {});
    assert.deepEqual(await levelsWith(...former), ["ENC-02 advisory"]);
    assert.deepEqual(await levelsWith(), ["ENC-02 mandatory"]);
  });

  it("judges versioned types also by rules that have one type only", async () => {
    const type = "azure-native:storage/v20240101:StorageAccount";
    const { reports } = await server.analyze(type, {});
    const found = ["ENC-07 mandatory", "IAM-17 mandatory", "NET-16 mandatory"];
    assert.deepEqual(new Set(levels(reports)), new Set(found));
  });

  it("keeps apart resources that are analyzed at the same time", async () => {
    const some = cases.filter(({ expect }) => expect !== "not applicable").slice(0, 400);
    const answers = await Promise.all(some.map(({ type, inputs }) => server.analyze(type, inputs)));
    const wrong = some.filter(({ rule, type, inputs }, index) => {
      const own = answers[index]?.reports.filter((report) => report.rule === rule.id);
      const found = judge(rule, type, inputs).flatMap((finding) => expected(rule, type, finding));
      return own?.length !== found.length;
    });
    assert.deepEqual(wrong.map(titleOf), []);
  });

  it("lets pack configuration set the level of a rule", async () => {
    const volume = { encrypted: false };
    await server.configure("ENC-02", "advisory");
    const lowered = await server.analyze("aws:ebs/volume:Volume", volume);
    await server.configure("ENC-02", "mandatory");
    const restored = await server.analyze("aws:ebs/volume:Volume", volume);
    assert.ok(levels(lowered.reports).includes("ENC-02 advisory"));
    assert.ok(levels(restored.reports).includes("ENC-02 mandatory"));
  });
});

const noExceptions = new Exceptions({ asOf: "", approvers: [], exceptions: [] }, new Map());

/** What is said of a finding before the whole stack is seen. */
function expected(rule: Rule, type: string, finding: Finding): readonly Report[] {
  if (finding.verdict === "undetermined" && defers(rule)) {
    return [];
  }
  const subject = { type, urn: "", aliases: [] };
  const { message, isAdvisory } = statementOf(rule, finding, subject, noExceptions);
  return [{ rule: rule.id, message, level: isAdvisory ? "advisory" : levelOf(rule) }];
}

function levels(reports: readonly Report[]): readonly string[] {
  return reports.map(({ rule, level }) => `${rule} ${level}`);
}
