import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ensureEngine } from "../../cli/engine/engine.js";
import { packageFolder } from "../../cli/packageFolder.js";
import { text } from "../../components/recovery/finder.js";
import { readWorld } from "../../simulator/inspect.js";
import { type SpawnedSimulator, spawnSimulator } from "../../simulator/spawn.js";
import { type ForeignProject, installPacked } from "../engine/packed.js";
import { serversOf } from "../engine/serversOf.js";

const compilerOptions = {
  ...{ module: "nodenext", target: "es2023", strict: true, exactOptionalPropertyTypes: true },
  ...{ noUncheckedIndexedAccess: true, types: ["node"], outDir: "out", skipLibCheck: true },
};

describe("the package, installed into an empty project outside the repository", function () {
  this.timeout(240_000);
  let foreign: ForeignProject;
  let program: string;
  let settings: string;

  before(async () => {
    [program = "", settings = ""] = await readmeExample();
    foreign = await installPacked();
  });

  after(() => foreign.remove());

  it("has what it needs and neither tests nor what only the repository uses", () => {
    const rooms = [
      "dist/components/index.d.ts",
      "dist/policies/packs/all/index.js",
      "tools/go.sum",
    ];
    const needed = ["sdks/vsphere/bin/index.d.ts", "stacks/schema/json/estate.schema.json"];
    for (const file of [...rooms, ...needed]) {
      assert.ok(foreign.files.includes(file), file);
    }
    const strange = foreign.files.filter((file) =>
      /^dist\/(test|bench|sdks)|demo|generate[A-Z]|tsbuildinfo|\.test\./.test(file),
    );
    assert.deepEqual(strange, []);
  });

  it("lets the README's program of at most ten lines pass the strictest compiler", async () => {
    assert.ok(program.trim().split("\n").length <= 10, program);
    await writeFile(join(foreign.folder, "index.ts"), program);
    await writeFile(
      join(foreign.folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files: ["index.ts"] }),
    );
    await compile();
  });

  it("has types that tell a wrong program", async () => {
    const wrong = program.replace("dataLevel: 1", "dataLevel: 3");
    await writeFile(join(foreign.folder, "index.ts"), wrong);
    await assert.rejects(compile(), /index\.ts.*Type '3' is not assignable to type '1 \| 2'/);
  });

  it("builds that program's server, under its own policy pack", async () => {
    await writeFile(join(foreign.folder, "index.ts"), program);
    await compile();
    const world = join(foreign.folder, "world");
    const simulator = await spawnSimulator({ world });
    try {
      const pulumi = await prepareStack(simulator);
      const pack = ["--policy-pack", "node_modules/comanaged/dist/policies/packs/all"];
      assert.match(await pulumi("preview", ...pack), /\+ \d+ to create/);
      assert.deepEqual(serversOf(world), []);
      await pulumi("up", "--yes", "--skip-preview", ...pack);
      const [server, ...others] = serversOf(world);
      assert.deepEqual(others, []);
      assert.deepEqual([server?.name, server?.platform], ["lab-1", "aws"]);
      assert.equal((await pulumi("stack", "output", "machineId")).trim(), server?.id);
      assert.equal(encryptedWith(world, server?.id), "the lab's key");
      await pulumi("preview", "--expect-no-changes", ...pack);
    } finally {
      await simulator.stop();
    }
  });

  it("brings the command", async () => {
    const help = await foreign.command("npx", ["--no-install", "comanaged", "--help"]);
    assert.match(help, /recover.*<stack>/);
    assert.match(help, /sim /);
  });

  it("brings a simulator that says how to reach it and ends when it is told to", async () => {
    const bin = join(foreign.folder, "node_modules", ".bin", "comanaged");
    const child = spawn(bin, ["sim", "--world", "by-hand"], { cwd: foreign.folder });
    const [line] = await once(createInterface(child.stdout), "line");
    assert.match(
      String(line),
      /^export PULUMI_DEBUG_PROVIDERS='aws:\d+,azure-native:\d+,vsphere:\d+,command:\d+'$/,
    );
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  async function compile(): Promise<void> {
    const compiler = join(packageFolder, "node_modules", "@typescript", "native", "bin", "tsc");
    await foreign.command(process.execPath, [compiler, "-p", "."]);
  }

  async function prepareStack({ env }: SpawnedSimulator) {
    const engine = await ensureEngine();
    const state = join(foreign.folder, "state");
    await mkdir(state);
    await writeFile(
      join(foreign.folder, "Pulumi.yaml"),
      "name: lab\nruntime: { name: nodejs, options: { typescript: false } }\nmain: out/index.js\n",
    );
    await writeFile(join(foreign.folder, "Pulumi.dev.yaml"), settings);
    const pulumi = (...args: readonly string[]) =>
      foreign.command(engine.pulumi, [...args, "--non-interactive", "--color", "never"], {
        ...{ ...engine.env, ...env, PULUMI_BACKEND_URL: `file://${state}` },
        PULUMI_CONFIG_PASSPHRASE: "test",
      });
    await pulumi("stack", "init", "dev");
    return pulumi;
  }
});

/** The program and the settings of its stack that the README shows. */
async function readmeExample(): Promise<(string | undefined)[]> {
  const readme = await readFile(join(packageFolder, "README.md"), "utf8");
  return ["ts", "yaml"].map(
    (language) => new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(readme)?.[1],
  );
}

/** Whose key encrypts the system disk of a server. */
function encryptedWith(world: string, id: string | undefined): string {
  const { objects } = readWorld(world);
  const machine = objects.find((object) => object.id === id);
  const alias = objects.find(({ properties }) => properties["name"] === "alias/lab");
  const arn = text(alias?.properties, "targetKeyArn") ?? "no key";
  const disks = JSON.stringify(machine?.properties["rootBlockDevice"]);
  return disks.includes(arn) ? "the lab's key" : disks;
}
