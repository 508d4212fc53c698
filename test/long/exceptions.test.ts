import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { audit } from "../../cli/audit/audit.js";
import type { Verdict } from "../../cli/report/model.js";
import { type Lab, openLab } from "../engine/lab.js";

const exception = {
  ...{ rule: "ENC-02", reason: "An appliance", ticket: "CHG-1", owner: "head@chem.example.edu" },
  ...{ approver: "duty@example.edu", until: "2026-12-31" },
};
const settings = {
  ...{ asOf: "2026-11-21", approvers: ["duty@example.edu"] },
  exceptions: [
    { ...exception, resource: "legacy-1" },
    { ...exception, resource: "legacy-2", until: "2026-11-01", ticket: "CHG-2" },
    { ...exception, resource: "legacy-9", ticket: "CHG-3" },
  ],
};

/** A volume without encryption for each name, with a name that it had before. */
const program = (...volumes: readonly (readonly [string, string?])[]) => `
const pulumi = require("@pulumi/pulumi");
for (const [name, formerly] of ${JSON.stringify(volumes)}) {
  const tags = { DataLevel: "2", Owner: "chem", Service: "lims", Environment: "test", CostCenter: "1" };
  const inputs = { availabilityZone: "eu-central-1a", size: 10, encrypted: false, tags };
  const aliases = formerly ? [{ name: formerly }] : [];
  new pulumi.CustomResource("aws:ebs/volume:Volume", name, inputs, { aliases });
}
`;

describe("exceptions on the real engine", function () {
  this.timeout(180_000);
  let lab: Lab;

  before(async () => {
    lab = await openLab(__dirname);
    await lab.write(program());
    await writeFile(join(lab.folder, "policy.json"), JSON.stringify({ "EXC-01": settings }));
  });

  after(() => lab.close());

  /** What is said of encryption and exceptions, as `rule verdict name`. */
  const said = (verdicts: readonly Verdict[]) =>
    verdicts
      .filter(({ rule }) => rule === "ENC-02" || rule === "EXC-01")
      .map(({ rule, verdict, urn, path, stops }) => {
        const name = rule === "EXC-01" ? path : (urn.split("::").at(-1) ?? "");
        return `${rule} ${verdict} ${name}${stops ? " stops" : ""}`;
      })
      .sort();

  const run = async (operation: "preview" | "up") => {
    const { verdicts } = await lab.judged(operation, [join(lab.folder, "policy.json")]);
    return said(verdicts);
  };
  const onState = async () => {
    const exported = await lab.stack.exportStack();
    return said(audit({ name: "lab", exported, secrets: [], exceptions: settings }).verdicts);
  };

  const expired = ["EXC-01 fail exceptions[1] stops"];
  const unused = ["EXC-01 fail exceptions[2]"];

  it("give one verdict in preview, and on the state of what was brought up", async () => {
    await lab.write(program(["legacy-1"]));
    const expected = ["ENC-02 excepted legacy-1", ...expired, ...unused].sort();
    assert.deepEqual(await run("preview"), expected);
    await lab.stack.up();
    assert.deepEqual(await onState(), expected);
  });

  it("let none pass that has expired", async () => {
    await lab.write(program(["legacy-1"], ["legacy-2"]));
    const found = await run("preview");
    assert.ok(found.includes("ENC-02 fail legacy-2 stops"), found.join());
    await lab.stack.up();
    assert.deepEqual(await onState(), found);
  });

  it("follow a server through its new name, in preview, up, on state and afterwards", async () => {
    settings.exceptions.splice(1, 1);
    Object.assign(settings, { renamed: { "modern-1": ["legacy-1"] } });
    await writeFile(join(lab.folder, "policy.json"), JSON.stringify({ "EXC-01": settings }));
    await lab.write(program(["modern-1", "legacy-1"]));
    const expected = [
      "ENC-02 excepted modern-1",
      ...["EXC-01 fail exceptions[0]", "EXC-01 fail exceptions[1]"],
    ];
    assert.deepEqual(await run("preview"), expected);
    await lab.stack.up();
    assert.deepEqual(await onState(), expected);
    assert.deepEqual(await run("preview"), expected);
  });
});
