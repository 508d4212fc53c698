import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { approvalsIn } from "../../../../cli/gate/approval/approvals.js";
import { checkApprovals } from "../../../../cli/gate/approval/approve.js";
import { type Forge, ForgeFailure } from "../../../../cli/gate/approval/forge.js";
import { exceptionsAt } from "../../../../cli/gate/approval/standing.js";
import { checkoutOf } from "../../../../cli/gate/git.js";
import { Exceptions } from "../../../../policies/framework/exceptions/exceptions.js";
import { pack } from "../../../../policies/packs/all.pack.js";

const exception = {
  ...{ rule: "ENC-02", resource: "legacy-1", reason: "An appliance", ticket: "CHG-1" },
  ...{ owner: "head@chem.example.edu", approver: "Duty@provider.example.edu", until: "2026-12-31" },
};
const logins = {
  "duty@provider.example.edu": { github: "Duty-Manager" },
  "night@provider.example.edu": { gitlab: "night" },
};

/** What is said against each exception when these people approve; nothing when it is approved. */
async function objections(
  exceptions: readonly (typeof exception)[],
  approvers: readonly string[] | Error,
  standing: readonly (typeof exception)[] = [],
) {
  const asked: string[] = [];
  const forge: Forge = {
    name: "github",
    title: "GitHub",
    isForChange: true,
    approvers: (head: string) => {
      asked.push(head);
      return approvers instanceof Error
        ? Promise.reject(approvers)
        : Promise.resolve(new Set(approvers));
    },
  };
  const review = { forge, head: "abc", logins, standing };
  const checked = await checkApprovals(exceptions, review);
  return { asked, said: checked.map(({ unapproved }) => unapproved) };
}

describe("the approval of exceptions in a change", () => {
  it("is the review of their approver at the commit that is judged", async () => {
    const { asked, said } = await objections([exception], ["duty-manager"]);
    assert.deepEqual([asked, said], [["abc"], [undefined]]);
    const other = await objections([exception], ["somebody", "head"]);
    assert.deepEqual(other.said, [
      "Duty-Manager has not approved the change on GitHub since its last commit",
    ]);
  });

  it("is missing where nobody knows who the approver is on that forge", async () => {
    for (const approver of ["night@provider.example.edu", "stranger@example.edu"]) {
      const { said } = await objections([{ ...exception, approver }], ["night", "duty-manager"]);
      assert.match(said[0] ?? "", /approverLogins do not tell who .* is on GitHub/);
    }
  });

  it("is missing when reviews cannot be read, and why is said", async () => {
    const { said } = await objections([exception], new ForgeFailure("status 401"));
    assert.deepEqual(said, ["the reviews on GitHub cannot be read: status 401"]);
    await assert.rejects(objections([exception], new TypeError("a defect")), TypeError);
  });

  it("is asked for what is new or changed in any word, and nobody is asked for nothing", async () => {
    const { asked, said } = await objections([exception], [], [{ ...exception }]);
    assert.deepEqual([asked, said], [[], [undefined]]);
    for (const key of Object.keys(exception)) {
      const changed = { ...exception, [key]: "other@example.edu" };
      const found = await objections([exception, changed], [], [exception]);
      assert.equal(found.said[0], undefined);
      assert.notEqual(found.said[1], undefined, key);
    }
  });

  it("keeps an exception without it from being in force", () => {
    const rules = new Map(pack.rules.map((rule) => [rule.id, rule]));
    const settings = { asOf: "2026-11-21", approvers: [exception.approver] };
    const inForce = new Exceptions({ ...settings, exceptions: [exception] }, rules);
    const urn = "urn:pulumi:lab::lab::aws:ebs/volume:Volume::legacy-1";
    assert.ok(inForce.use("ENC-02", { urn, aliases: [] }));
    const marked = { ...exception, unapproved: "nobody has looked" };
    const held = new Exceptions({ ...settings, exceptions: [marked] }, rules);
    assert.equal(held.use("ENC-02", { urn, aliases: [] }), undefined);
    assert.deepEqual(
      held.flaws().map(({ message }) => message),
      ["it is unapproved: nobody has looked"],
    );
  });
});

describe("what is new in a change", () => {
  const root = mkdtempSync(join(tmpdir(), "comanaged-test-"));
  const folder = join(root, "stacks");
  const file = join(folder, "lab.exceptions.yaml");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.edu", ...args], {
      cwd: root,
    });
  const save = (message: string) => {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", message);
  };

  before(() => {
    git("init", "--quiet", "--initial-branch", "main");
    save("nothing");
    mkdirSync(folder);
    const lines = Object.entries(exception).map(([key, value]) => `    ${key}: ${value}\n`);
    writeFileSync(file, `exceptions:\n  -\n${lines.join("")}`);
    save("an exception");
    writeFileSync(file, "exceptions: [\n");
    save("broken");
  });

  after(() => rmSync(root, { recursive: true }));

  it("is told by the file at the commit that it is compared with", async () => {
    const checkout = await checkoutOf(folder);
    assert.deepEqual(await exceptionsAt("HEAD~1", "lab", checkout), [exception]);
    for (const [commit, stack] of [
      ["HEAD~2", "lab"],
      ["HEAD", "lab"],
      ["HEAD~1", "other"],
    ] as const) {
      assert.deepEqual(await exceptionsAt(commit, stack, checkout), [], commit);
    }
  });

  it("is everything for a job of a change that does not say it, and nothing on a laptop", async () => {
    const settings = {
      ...{ asOf: "2026-11-21", approvers: [] },
      exceptions: [exception],
    };
    const job = { GITLAB_CI: "true", CI_MERGE_REQUEST_IID: "7" };
    const approvals = approvalsIn(job, undefined) ?? assert.fail("nobody is asked");
    const [found] = (await approvals("lab", settings, logins)).exceptions;
    assert.match(JSON.stringify(found), /cannot be read: the job has no variable CI_API_V4_URL/);
    assert.equal(approvalsIn({ GITLAB_CI: "true" }, undefined), undefined);
    const change = { checkout: await checkoutOf(folder), base: "HEAD~1", head: "HEAD" };
    assert.equal(approvalsIn({}, change), undefined);
    const told = approvalsIn({ GITLAB_CI: "true" }, change) ?? assert.fail("nobody is asked");
    assert.deepEqual((await told("lab", settings, logins)).exceptions, [exception]);
  });
});
