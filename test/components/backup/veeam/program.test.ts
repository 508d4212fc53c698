import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { veeamProgram } from "../../../../components/backup/veeam/readProgram.js";
import {
  backupServerProgramSha256,
  keepBackupJobs,
  releaseBackupJobs,
} from "../../../../components/service/backup/backupServerCommands.js";
import { Peer, password, secondSite } from "./peer.js";

describe("the program that keeps jobs on a backup server", () => {
  it("is the one that was agreed on", () => {
    const hash = createHash("sha256").update(veeamProgram()).digest("hex");
    assert.equal(
      backupServerProgramSha256,
      hash,
      "write the new hash into backupServerCommands.ts",
    );
  });

  it("keeps and removes jobs when the shell runs the command", async () => {
    const peer = await new Peer().start();
    try {
      const told = JSON.stringify(peer.document({ copies: [secondSite] }));
      const kept = await runCommand(keepBackupJobs, `${told}\n${veeamProgram()}`);
      assert.equal(kept.status, 0, kept.said);
      assert.match(kept.said, /"name":"chemistry-gold","repository":"hardened-main"/);
      assert.ok(!kept.said.includes(password));
      assert.equal(peer.all("Job").length, 2);
      const gone = await runCommand(releaseBackupJobs, `${told}\n${veeamProgram()}`);
      assert.equal(gone.status, 0, gone.said);
      assert.deepEqual(peer.all("Job"), []);
    } finally {
      peer.end();
    }
  });

  it("does not run when it is another one", async () => {
    const { status, said } = await runCommand(keepBackupJobs, `{}\n${veeamProgram()} `);
    assert.notEqual(status, 0);
    assert.match(said, /another program than was agreed on/);
  });
});

async function runCommand(command: string, stdin: string) {
  const child = spawn("/bin/sh", ["-c", command]);
  child.stdin.end(stdin);
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const status = await new Promise((resolve) => child.once("close", resolve));
  return { status, said: (await said).join("") };
}
