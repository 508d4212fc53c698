import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Finished, run as runProcess } from "../../cli/engine/process.js";
import { packageFolder } from "../../cli/packageFolder.js";
import { run } from "../../cli/stack/run.js";
import { type Ground, openGround } from "../engine/ground.js";

const canary = "canary-secret-4711";

const exceptionsText = `exceptions:
  - rule: ENC-02
    resource: legacy-1
    reason: The appliance boots from no encrypted disk.
    owner: head@chemistry.example.edu
    ticket: CHG-4711
    approver: duty-manager@provider.example.edu
    until: 2026-12-31
`;

describe("the gate and the audit, on the real engine", function () {
  this.timeout(180_000);
  let ground: Ground;
  let file: string;
  let original: string;

  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.edu", ...args], {
      cwd: ground.project.folder,
    });

  before(async () => {
    ground = await openGround();
    file = join(ground.stacks, "chemistry.estate.yaml");
    original = await readFile(file, "utf8");
    await run(await ground.open("site"), "up");
    const stack = await ground.open("chemistry");
    await stack.setConfig("comanaged:canary", { value: canary, secret: true });
    await run(stack, "up");
    await writeFile(join(ground.project.folder, ".gitignore"), "state\nworld\nsettings\n");
    git("init", "--quiet", "--initial-branch", "main");
    git("add", "--all");
    git("commit", "--quiet", "--message", "estates");
  });

  after(() => ground.close());

  const comanaged = (environment: object, ...args: readonly string[]): Promise<Finished> =>
    runProcess(process.execPath, [join(packageFolder, "dist", "cli", "main.js"), ...args], {
      cwd: ground.project.folder,
      env: { ...process.env, ...ground.engine.env, ...ground.project.environment, ...environment },
    });
  const gate = async (change: (text: string) => string, ...args: readonly string[]) => {
    await writeFile(file, change(original));
    return comanaged({}, "gate", "--base", "main", ...args);
  };
  const move = (text: string, [server, group]: readonly [string, string]) =>
    text.replace(
      new RegExp(`(  ${server}:\n(?:    .*\n)*?)    disks`),
      `$1    patchGroup: ${group}\n    disks`,
    );

  // All production servers on AWS leave their group, which goes there, for one that comes.
  const moves = [
    ["lims-app-1", "test"],
    ["spectra-archive-1", "production-next-day"],
    ["spectra-web-1", "production-next-day"],
  ] as const;
  const picture = (text: string) =>
    moves
      .reduce(move, text)
      .replace("memory: 64 GiB", "memory: 32 GiB")
      .replace("size: 800 GiB", "size: 900 GiB");

  it("tells in one comment what a pull request does to which servers, twice the same", async () => {
    const { code, output } = await gate(picture);
    assert.equal(code, 0, output);
    assert.match(
      output,
      /2 servers change without noticing it, 1 server changes online, 1 server reboots; all rules hold/,
    );
    assert.match(
      output,
      /`lims-app-1`: \*\*online\*\*\. patch group: production → test\. No downtime/,
    );
    assert.match(
      output,
      /`lims-db-1`: \*\*reboot\*\*.* Tuesday, 2026-12-15 21:00 to .*"up" refuses/,
    );
    assert.match(output, /The customer must extend the file system on disk data of lims-db-1\./);
    assert.match(output, /disks\.data\.size grows from 800 to 900 while the server runs/);
    assert.doesNotMatch(output, /\*\*library\*\*/);
    assert.equal((await gate(picture)).output, output);
  });

  it("says of data level 3 why not, at its line", async () => {
    const { code, output } = await gate(
      (text) => text.replace("dataLevel: 1", "dataLevel: 3"),
      "--format",
      "json",
    );
    const line = original.slice(0, original.indexOf("dataLevel: 1")).split("\n").length;
    assert.equal(code, 2, output);
    assert.match(output, new RegExp(`"line": ${line},`));
    assert.match(output, /data level 3 \(confidential\) is not available/);
  });

  it("says what would be lost, each at its place, and that not all rules were asked", async () => {
    const { code, output } = await gate((text) =>
      text
        .replace("size: 800 GiB", "size: 700 GiB")
        .replace(/ {2}spectra-web-test-1:\n(?: {4}.*\n)*/, "")
        .replace("[spectra-web-1, spectra-web-test-1]", "[spectra-web-1]"),
    );
    assert.equal(code, 1, output);
    assert.match(output, /2 refusals; not all rules were asked/);
    assert.match(output, /`servers\.lims-db-1\.disks\.data\.size`: a disk never shrinks/);
    assert.match(output, /`servers\.spectra-web-test-1`: .*its removal is not confirmed/);
    assert.match(
      output,
      /The preview broke off: rules on relations between resources were not asked/,
    );
  });

  it("hands exceptions to the rules, new ones in a job of a forge only with a review", async () => {
    const exceptions = join(ground.stacks, "chemistry.exceptions.yaml");
    await writeFile(file, original);
    await writeFile(exceptions, exceptionsText);
    const args = ["gate", "--base", "main", "--format", "json"];
    const laptop = await comanaged({}, ...args);
    const job = await comanaged({ GITLAB_CI: "true", CI_MERGE_REQUEST_IID: "7" }, ...args);
    await rm(exceptions);
    assert.equal(laptop.code, 0, laptop.output);
    assert.match(laptop.output, /CHG-4711 from ENC-02: nothing that it covers breaks the rule/);
    assert.equal(job.code, 1, job.output);
    assert.match(
      job.output,
      /CHG-4711 from ENC-02: it is unapproved: the reviews on GitLab cannot/,
    );
    assert.match(job.output, /"file": "stacks\/chemistry.exceptions.yaml",\s+"line": 2,/);
  });

  it("says when it could not judge, without a secret", async () => {
    await writeFile(file, picture(original));
    const wrong = { PULUMI_CONFIG_PASSPHRASE: `not-${canary}` };
    const { code, output } = await comanaged(wrong, "gate", "--stack", "chemistry");
    assert.equal(code, 3, output);
    assert.match(output, /could not be judged/);
    assert.ok(!output.includes(canary), output);
  });

  it("has no finding in the state of what it let pass, and finds what is weakened there", async () => {
    const { code, output } = await comanaged({}, "audit", "--stack", "chemistry", "site");
    assert.equal(code, 0, output);
    const exported = JSON.stringify(await (await ground.open("chemistry")).exportStack());
    const state = join(ground.project.folder, "state.json");
    await writeFile(state, exported.replaceAll('"encrypted":true', '"encrypted":false'));
    const weak = await comanaged({}, "audit", "--state", state);
    assert.equal(weak.code, 1, weak.output);
    assert.match(weak.output, /\*\*ENC-02\*\* `spectra-archive-1` at `rootBlockDevice\.encrypted`/);
  });
});
