import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { ensureEngine } from "../../cli/engine/engine.js";
import { observe } from "../../cli/gate/observe.js";
import { verdictsOf } from "../../cli/gate/verdicts.js";
import { pulumiCommand } from "../../cli/stack/pulumi.js";
import { wholeBaseline } from "../../policies/account/wholeBaseline.js";
import { buildPacks, packFolder } from "../../policies/build.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { type RunningSimulator, startSimulator } from "../../simulator/start.js";
import { builtAccount } from "../components/account/builtAccount.js";
import { weakerAccounts } from "../components/account/weakerAccounts.js";
import { judgeStack, type Piece } from "../policies/support/stack.js";
import { judge } from "../policies/support/verdict.js";

const program = `
const pulumi = require("@pulumi/pulumi");
class Component extends pulumi.ComponentResource {
  constructor({ type, name, properties }) {
    super(type, name, properties);
    this.registerOutputs(properties);
  }
}
for (const piece of require("./pieces.json")) {
  const { type, name, properties } = piece;
  type.startsWith("aws:") ? new pulumi.CustomResource(type, name, properties) : new Component(piece);
}
`;

/** What is said of one account, by rule. */
type Said = readonly string[];

/** The rules that the test asks: those of single resources, and that of the whole baseline. */
const asked = new Set([...all.rules, wholeBaseline.rule].map(({ id }) => id));

function judged(pieces: readonly Piece[]): Said {
  const single = pieces.flatMap(({ type, properties }) =>
    all.rules
      .filter((rule) => rule.tokens.includes(type))
      .flatMap((rule) => judge(rule, type, properties).map((one) => ({ ...one, rule: rule.id }))),
  );
  const { id } = wholeBaseline.rule;
  const whole = judgeStack(wholeBaseline, pieces).map((one) => ({ ...one, rule: id }));
  return inOrder([...single, ...whole]);
}

function inOrder(found: readonly { rule: string; path: string; message: string }[]): Said {
  const lines = found.map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
  return [...new Set(lines)].sort();
}

describe("accounts that lack protections, on the real engine", function () {
  this.timeout(300_000);
  let folder: string;
  let simulator: RunningSimulator;

  before(async () => {
    await buildPacks();
    folder = await mkdtemp(join(__dirname, "weaker-"));
    await mkdir(join(folder, "state"));
    simulator = await startSimulator({ world: join(folder, "world"), acceptAnything: true });
  });

  after(async () => {
    await simulator.stop();
    await rm(folder, { recursive: true });
  });

  const previewed = async (pieces: readonly Piece[]) => {
    await writeFile(join(folder, "Pulumi.yaml"), "name: lab\nruntime: nodejs\nmain: index.js\n");
    await writeFile(join(folder, "index.js"), program);
    await writeFile(join(folder, "pieces.json"), JSON.stringify(pieces));
    const engine = await ensureEngine();
    const stack = await LocalWorkspace.createStack(
      { stackName: "lab", workDir: folder },
      {
        pulumiCommand: await pulumiCommand(engine),
        envVars: {
          ...{ ...simulator.env, ...engine.env, PULUMI_CONFIG_PASSPHRASE: "test" },
          PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        },
      },
    );
    await stack.setConfig("aws:region", { value: "eu-central-1" });
    const events: unknown[] = [];
    const onEvent = (event: unknown) => events.push(event);
    await stack
      .preview({ policyPacks: [packFolder("all")], onEvent })
      .then(() => assert.fail("nothing was refused"), String);
    const places = () => ({ file: "lab", line: 1, column: 1 });
    return verdictsOf(observe(events).policies, () => undefined, places);
  };

  it("are refused at one preview for each that is taken away and each that is bent", async () => {
    const accounts = weakerAccounts(await builtAccount(["eu-central-1"]));
    const verdicts = await previewed(accounts.flatMap(({ pieces }) => pieces));
    let told = 0;
    for (const { name, what, pieces } of accounts) {
      const own = verdicts.filter(({ rule, urn }) => {
        const resource = urn.split("::").at(-1) ?? "";
        return asked.has(rule) && (resource === name || resource.startsWith(`${name}-`));
      });
      const said = inOrder(own);
      assert.deepEqual(said, judged(pieces), what);
      // What is bent last of all are changes that weaken nothing.
      assert.ok(what === "whole" ? said.length === 0 : said.length > 0 || /bend/.test(what), what);
      told += said.length;
    }
    assert.ok(told > 300, `${told} findings`);
  });
});
