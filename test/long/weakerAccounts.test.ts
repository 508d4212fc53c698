import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { wholeSubscription } from "../../policies/account/azure/wholeSubscription.js";
import { heldSubscriptions } from "../../policies/account/heldSubscriptions.js";
import { wholeBaseline } from "../../policies/account/wholeBaseline.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { builtSubscription } from "../components/account/azure/builtSubscription.js";
import { builtAccount } from "../components/account/builtAccount.js";
import { weakerAccounts } from "../components/account/weakerAccounts.js";
import { builtTenant } from "../components/site/builtTenant.js";
import { type Lab, openLab } from "../engine/lab.js";
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
  /^(aws|azure-native):/.test(type) ? new pulumi.CustomResource(type, name, properties) : new Component(piece);
}
`;

/** What is said of one account or tenant, by rule. */
type Said = readonly string[];

/** The rules about the whole of an account, a subscription and a tenant. */
const wholes = [wholeBaseline, wholeSubscription, heldSubscriptions];

/** The rules that the test asks: those of single resources, and those. */
const asked = new Set([...all.rules, ...wholes.map(({ rule }) => rule)].map(({ id }) => id));

function judged(pieces: readonly Piece[]): Said {
  const single = pieces.flatMap(({ type, properties }) =>
    all.rules
      .filter((rule) => rule.tokens.includes(type))
      .flatMap((rule) => judge(rule, type, properties).map((one) => ({ ...one, rule: rule.id }))),
  );
  const whole = wholes.flatMap((one) =>
    judgeStack(one, pieces).map((finding) => ({ ...finding, rule: one.rule.id })),
  );
  return inOrder([...single, ...whole]);
}

function inOrder(found: readonly { rule: string; path: string; message: string }[]): Said {
  const lines = found.map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
  return [...new Set(lines)].sort();
}

describe("accounts and tenants that lack protections, on the real engine", function () {
  this.timeout(300_000);
  let lab: Lab;

  before(async () => {
    lab = await openLab(__dirname);
  });

  after(() => lab.close());

  const previewed = async (pieces: readonly Piece[]) => {
    await lab.write(program);
    await writeFile(join(lab.folder, "pieces.json"), JSON.stringify(pieces));
    const { verdicts, isRefused } = await lab.judged("preview");
    assert.ok(isRefused, "nothing was refused");
    return verdicts;
  };

  it("are refused at one preview for each that is taken away and each that is bent", async () => {
    const accounts = [
      ...weakerAccounts(await builtAccount(["eu-central-1"])),
      ...weakerAccounts(await builtSubscription(["germanywestcentral"]), "subscription"),
      ...weakerAccounts(await builtTenant(), "tenant"),
    ];
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
    assert.ok(told > 400, `${told} findings`);
  });
});
