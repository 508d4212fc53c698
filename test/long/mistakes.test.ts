import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Finished, run } from "../../cli/engine/process.js";
import { packageFolder } from "../../cli/packageFolder.js";
import { type Ground, openGround } from "../engine/ground.js";

const stackTrace = /^\s+at .+:\d+:\d+\)?$/m;

describe("a person who makes a mistake is told what to do", function () {
  this.timeout(90_000);
  let ground: Ground;

  before(async () => {
    ground = await openGround({ names: ["chemistri"] });
    for (const stack of ["site", "chemistry", "chemistri", "library"]) {
      await ground.open(stack);
    }
  });

  after(() => ground.close());

  const environment = () => ({
    ...{ ...process.env, ...ground.engine.env, ...ground.project.environment },
  });
  const within = () => ({ cwd: ground.project.folder, env: environment() });
  const pulumi = (...args: readonly string[]) =>
    run(ground.engine.pulumi, [...args, "--non-interactive", "--color", "never"], within());
  const comanaged = (...args: readonly string[]) =>
    run(process.execPath, [join(packageFolder, "dist", "cli", "main.js"), ...args], within());

  it("when the site is not brought up: what is missing, and to bring it up first", async () => {
    const said = refused(await pulumi("preview", "--stack", "chemistry"));
    assert.match(said, /tag category Owner: .*not found/);
    assert.match(said, /key .*alias\/comanaged-disks: /);
    assert.match(said, /Bring up the site first \(pulumi up --stack site\)/);
  });

  it("when a stack has no estate: which estates there are, and which was meant", async () => {
    const said = refused(await pulumi("preview", "--stack", "chemistri"));
    assert.match(said, /chemistri\.estate\.yaml:1:1 {2}the file does not exist/);
    assert.match(said, /chemistry\.estate\.yaml(,| or) .*library\.estate\.yaml/);
    assert.match(said, /Did you mean "chemistry\.estate\.yaml"\?/);
  });

  it("when a stack to recover does not exist: which do, and which was meant", async () => {
    const said = refused(await comanaged("recover", "chemisty"));
    assert.match(said, /There is no stack "chemisty"; expected .*chemistry.*site/);
    assert.match(said, /Did you mean "chemist/);
  });

  it("when the program of a stack to recover fails: with its error and nothing else", async () => {
    const said = refused(await comanaged("recover", "chemistry"));
    assert.match(said, /^The platform did not give everything/);
    assert.doesNotMatch(said, /"steps"/);
  });

  it("when a stack to ask does not exist: that it does not, whichever command asks", async () => {
    for (const command of [["console", "x"], ["health"], ["drift"]] as const) {
      const [name, ...rest] = command;
      const said = refused(await comanaged(name, "chemisty", ...rest));
      assert.match(said, /no stack named 'chemisty' found/, name);
    }
  });

  it("when a backup to restore is of no server on AWS, or lies at no place: which there are", async () => {
    const who = ["--requester", "it@example.edu", "--approver", "duty@example.edu"];
    const why = ["--reason", "a test", ...who];
    const restored = refused(await comanaged("restore", "chemistry", "nosuch", ...why));
    assert.match(restored, /^"nosuch" is no server of this estate/);
    const elsewhere = ["--to", "nowhere", "--out", "elsewhere", ...why];
    const said = refused(await comanaged("disaster-recovery", "chemistry", ...elsewhere));
    assert.match(said, /^The catalog has no place "nowhere" in platforms\.aws\.recovery/);
  });

  it("when the site has no password for the backup server: which setting is missing", async () => {
    await pulumi("config", "rm", "comanaged:backupServerPassword", "--stack", "site");
    const said = refused(await comanaged("backups", "site", "--storage"));
    assert.equal(said, "the stack has no setting comanaged:backupServerPassword\n");
  });

  it("when a stack needs no recovery: that it is in order", async () => {
    const { code, output } = await comanaged("recover", "site");
    assert.deepEqual([code, output], [0, 'site: in order. "pulumi up" creates what is missing.\n']);
  });

  it("when a run to recover from still lives: who it is, and nothing is touched", async () => {
    const up = spawn(
      ...([ground.engine.pulumi, ["up", "--yes", "--skip-preview", "--stack", "site"]] as const),
      { ...within(), stdio: "pipe" },
    );
    const ended = once(up, "exit");
    let resting: readonly number[] = [];
    try {
      await untilItRuns(up);
      // Its program rests: an engine that does is given up by its program in half a minute.
      resting = startedBy(up.pid ?? 0);
      signal(resting, "SIGSTOP");
      const said = refused(await comanaged("recover", "site"));
      assert.match(said, new RegExp(`locked by a run that may still be alive: .*pid ${up.pid}\\)`));
    } finally {
      signal(resting, "SIGCONT");
    }
    assert.deepEqual(await ended, [0, null]);
  });

  it("when vSphere is not configured: once, and not that the site is missing", async () => {
    await configure("library", "");
    const output = refused(await pulumi("preview", "--stack", "library"));
    const [, said = ""] = output.split("Diagnostics:");
    assert.equal(said.match(/vsphereServer/g)?.length, 1, output);
    assert.match(said, /Set the server and the credentials of its provider/);
    assert.doesNotMatch(said, /Bring up the site/);
  });

  it("when a command does not exist: which do", async () => {
    const said = refused(await comanaged("recovr"));
    assert.match(said, /unknown command 'recovr'/);
    assert.match(said, /recover/);
  });

  it("when a world is in use: by whom", async () => {
    const said = refused(await comanaged("sim", "--world", ground.world));
    const { pid } = ground.simulator.process;
    assert.match(said, new RegExp(`^The simulated world in .* process id ${pid}\\. Let it end`));
  });

  it("when a port is taken, or none: so", async () => {
    const port = String(ground.simulator.port);
    const taken = refused(await comanaged("sim", "--world", "other", "--port", port));
    assert.match(taken, new RegExp(`^Port ${port} cannot be used: another process listens on it`));
    const none = refused(await comanaged("sim", "--world", "other", "--port", "99999"));
    assert.match(none, /A port is a number from 0 to 65535/);
  });

  const configure = (stack: string, settings: string) =>
    writeFile(join(ground.project.folder, "settings", `Pulumi.${stack}.yaml`), settings);
});

/** What a command said that refused to work, without a stack trace. */
function refused({ code, output }: Finished): string {
  assert.notEqual(code, 0, output);
  assert.doesNotMatch(output, stackTrace);
  return output;
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    process.kill(pid, name);
  }
}

/** The processes that a process has started, and those that these have. */
function startedBy(pid: number): readonly number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const own = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
  );
  return own.map(Number).flatMap((child) => [child, ...startedBy(child)]);
}

/** Waits for the first resource of an update: from then on its stack is locked. */
async function untilItRuns({ stdout }: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    stdout?.on("data", (chunk) => String(chunk).includes("creating") && resolve());
  });
}
