import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { type Finished, run as runProcess } from "../../cli/engine/process.js";
import { packageFolder } from "../../cli/packageFolder.js";
import { requestFaults } from "../../simulator/core/faults.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import {
  deliverFleet,
  orderOf,
  type PhysicalFleet,
  placeInFleet,
} from "../engine/physicalFleet.js";
import { ProcessWatch } from "../engine/processWatch.js";

const canary = (name: string) => `Canary-${name}-${randomBytes(9).toString("hex")}`;

/** Secret settings of a stack: those that the product names, and one of the customer's. */
const settings = {
  "comanaged:azureAdministratorPassword": canary("1"),
  "comanaged:vsphereAdministratorPassword": canary("2"),
  "comanaged:joinPassword": canary("3"),
  "vsphere:password": canary("4"),
  "aws:secretKey": canary("5"),
  "azure-native:clientSecret": canary("6"),
  "comanaged:ofTheCustomer": canary("7"),
  "comanaged:backupServerPassword": canary("13"),
  "comanaged:bmcPassword": canary("14"),
  "comanaged:depositPassword": canary("15"),
};

/** What whoever runs the engine has in the environment. */
const environment = {
  AWS_SECRET_ACCESS_KEY: canary("8"),
  AWS_SESSION_TOKEN: canary("9"),
  ARM_CLIENT_SECRET: canary("10"),
  VSPHERE_PASSWORD: canary("11"),
  PULUMI_CONFIG_PASSPHRASE: canary("12"),
};

const canaries = [...Object.values(settings), ...Object.values(environment)];

/** Who starts whom with secrets: a user the engine or our command, and the engine what it needs. */
const withSecrets = /^(?:.* > (?:pulumi|node cli\/main\.js)|pulumi(?:-language-nodejs)? > .*)$/;

const servers: Readonly<Record<string, TestServer>> = {
  "v-linux": { platform: "vsphere" },
  "v-windows": {
    platform: "vsphere",
    image: "windows-2022",
    disks: { system: { size: "80 GiB" } },
  },
  "a-linux": { platform: "aws" },
  "h-linux": { platform: "hyperv" },
  "p-linux": { platform: "physical", ...placeInFleet(0) },
  "z-linux": { platform: "azure" },
  "z-windows": {
    platform: "azure",
    image: "windows-2022",
    disks: { system: { size: "128 GiB" } },
  },
};

describe(`${canaries.length} secrets, all that the product takes`, function () {
  this.timeout(240_000);
  const said = new Map<string, string>();
  let watch: ProcessWatch;
  let ground: Ground;
  let fleet: PhysicalFleet;
  let elsewhere: string;

  const write = (described: Readonly<Record<string, TestServer>>) =>
    writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile({ servers: described }));
  const variables = () => ({
    ...process.env,
    ...ground.engine.env,
    ...ground.project.environment,
    TMPDIR: join(ground.project.folder, "tmp"),
  });
  const options = () => ({ cwd: ground.project.folder, env: variables() });

  /** Runs a command and keeps what it said. */
  const keep = async (name: string, running: Promise<Finished>): Promise<Finished> => {
    const finished = await running;
    said.set(name, finished.output);
    return finished;
  };
  const pulumi = (name: string, ...args: readonly string[]) =>
    keep(
      name,
      runProcess(
        ground.engine.pulumi,
        [...args, ...(args[0] === "stack" ? [] : loud), "--stack", "chemistry"],
        options(),
      ),
    );
  const comanaged = (name: string, ...args: readonly string[]) => {
    const main = join(packageFolder, "dist", "cli", "main.js");
    return keep(name, runProcess(process.execPath, [main, ...args], options()));
  };
  const setSecret = async (key: string, value: string) => {
    const args = ["config", "set", "--secret", key, "--stack", "chemistry"];
    const child = spawn(ground.engine.pulumi, args, { ...options(), stdio: ["pipe", 2, 2] });
    child.stdin?.end(value);
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
  };

  before(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), "comanaged-shown-"));
    watch = new ProcessWatch(canaries);
    // The engine's own log is looked at as well.
    ground = await openGround({ environment, isLogged: true });
    await mkdir(join(ground.project.folder, "tmp"));
    const catalog = join(ground.stacks, "catalog.yaml");
    const offered = await readFile(catalog, "utf8");
    await writeFile(catalog, offered.replace(/\n( +)administratorPasswordConfig/, withJoin));
    offerHyperv(ground.stacks, ground.world);
    fleet = await deliverFleet(ground, [orderOf({ cpus: 4, memory: "16 GiB" })], {
      bmc: settings["comanaged:bmcPassword"],
      deposit: settings["comanaged:depositPassword"],
    });
    await ground.open("site");
    await ground.open("chemistry");
    for (const [key, value] of Object.entries(settings)) {
      await setSecret(key, value);
    }
    await runProcess(ground.engine.pulumi, ["up", "--yes", "--stack", "site"], options());
    await write(servers);
  });

  after(async () => {
    await rm(elsewhere, { recursive: true });
    fleet.stop();
    await ground.close();
  });

  it("go into runs that succeed", async () => {
    for (const [name, ...args] of [
      ["preview", "preview", "--diff"],
      ["up", "up", "--yes", "--json"],
      ["refresh", "refresh", "--yes"],
      ["second preview", "preview", "--json"],
      ["export", "stack", "export"],
      ["outputs", "stack", "output", "--json"],
    ]) {
      const { code, output } = await pulumi(name ?? "", ...args);
      assert.equal(code, 0, output.slice(-4000));
    }
  });

  it("go into runs that fail", async () => {
    await write({});
    assert.notEqual((await pulumi("a removal", "up", "--yes")).code, 0);
    await write({ ...servers, "z-more": { ...servers["z-windows"], platform: "azure" } });
    requestFaults(ground.world, [
      {
        ...{ name: "half", operation: "create", what: "halfDone" },
        token: "azure-native:compute:VirtualMachine",
      },
    ]);
    assert.notEqual((await pulumi("a half-made create", "up", "--yes")).code, 0);
    requestFaults(ground.world, []);
    await setSecret("comanaged:azureAdministratorPassword", `${canaries[0]} and more`);
    assert.notEqual((await comanaged("recovery", "recover", "chemistry")).output, "");
    await setSecret("vsphere:vsphereServer", canaries[3] ?? "");
    await pulumi("an unknown vCenter", "preview");
  });

  it("go into reports", async () => {
    const { folder } = ground.project;
    const git = ["-c", "user.name=t", "-c", "user.email=t@example.edu"];
    await writeFile(join(folder, ".gitignore"), "state\nworld\nsettings\ntmp\n");
    for (const args of [
      ["init", "--quiet"],
      ["add", "--all"],
      ["commit", "--quiet", "-m", "estates"],
    ]) {
      const { code, output } = await runProcess("git", [...git, ...args], { cwd: folder });
      assert.equal(code, 0, output);
    }
    const outputs = (command: string) =>
      ["markdown", "json", "sarif", "junit"].flatMap((form) => [
        "--out",
        `${form}=reports/${command}.${form}`,
      ]);
    await write({ "v-linux": { platform: "vsphere" } });
    assert.equal((await comanaged("gate", "gate", "--base", "HEAD", ...outputs("gate"))).code, 1);
    await comanaged("audit", "audit", "--stack", "chemistry", ...outputs("audit"));
    const shown = join(elsewhere, "state.json");
    const args = ["stack", "export", "--show-secrets", "--stack", "chemistry", "--file", shown];
    await runProcess(ground.engine.pulumi, args, options());
    assert.ok(readFileSync(shown, "utf8").includes(settings["comanaged:joinPassword"]));
    await comanaged("audit of a state", "audit", "--state", shown, ...outputs("state"));
    await comanaged("calendar", "calendar", "--json");
    await comanaged("notices", "notices", "chemistry");
  });

  it("stand nowhere in clear text", () => {
    const { commandLines, environments } = watch.stop();
    assert.deepEqual([...commandLines], []);
    assert.deepEqual(
      [...environments].filter((program) => !withSecrets.test(program)),
      [],
    );
    const logs = filesIn(join(ground.project.folder, "home", "logs"));
    assert.ok(logs.length > 0);
    for (const [name, text] of [...said, ...filesIn(ground.project.folder)]) {
      for (const [index, secret] of canaries.entries()) {
        for (const form of [secret, base64(secret), JSON.stringify(base64(secret))]) {
          assert.ok(!text.includes(form), `secret ${index + 1} in ${name}`);
        }
      }
    }
  });
});

/** What a run tells when it is asked for everything. Pulumi's own log is what docs/secrets.md says. */
const loud = ["--debug"];

/** Has Windows servers join a domain. */
function withJoin(found: string, indent: string): string {
  const join =
    "join: { domain: ad.example.edu, user: join@ad.example.edu, passwordConfig: joinPassword }";
  return `\n${indent}${join}${found}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64").slice(0, -4);
}

/** Every file below a folder, unpacked: state, world, reports, logs. */
function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).flatMap(
    (file): [string, string][] => {
      const path = join(folder, file);
      const found = statSync(path, { throwIfNoEntry: false });
      return found?.isFile() ? [[file, unpacked(readFileSync(path))]] : [];
    },
  );
}

/** The engine packs the logs of commands that need no stack, and goes on writing some. */
function unpacked(bytes: Buffer): string {
  const isPacked = bytes.subarray(0, 2).toString("hex") === "1f8b";
  const flush = { finishFlush: constants.Z_SYNC_FLUSH };
  return (isPacked ? gunzipSync(bytes, flush) : bytes).toString("latin1");
}
