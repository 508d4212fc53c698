import * as assert from "node:assert/strict";
import { unknownValue } from "../../simulator/core/wire.js";
import type { Client } from "./client.js";
import { independent, tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

type Values = Readonly<Record<string, unknown>>;

/** What objects are imported by, where that is not their id. */
const importIds: Readonly<Record<string, (made: Values) => unknown>> = {
  [tokens.attribute]: ({ name }) => name,
  [tokens.category]: ({ name }) => name,
  [tokens.folder]: ({ path }) => ["/dc-main/vm", path].join("/"),
  [tokens.machine]: ({ moid }) => moid,
};

describe("every resource type", () => {
  const bench = new Bench();
  let aws: Client;
  let azure: Client;
  let vsphere: Client;
  const clientOf = (token: string) =>
    token.startsWith("aws:") ? aws : token.startsWith("azure-native:") ? azure : vsphere;
  before(async () => {
    await bench.start();
    aws = await bench.aws();
    azure = await bench.azure();
    vsphere = await bench.vsphere();
  });
  after(() => bench.end());

  for (const [token, sample] of Object.entries(independent)) {
    it(`${token} is previewed, created, read, found unchanged and deleted`, async () => {
      const client = clientOf(token);
      const { inputs, failures } = await client.check(token, sample);
      assert.deepEqual(failures, []);
      const before = bench.world();
      const preview = await client.create(token, inputs.value, { preview: true });
      assert.deepEqual(bench.world(), before);
      const made = await client.create(token, inputs.value);
      assert.notEqual(made.id, "");
      for (const [key, value] of Object.entries(preview.properties.value)) {
        if (value !== unknownValue) {
          assert.deepEqual(Object.keys(made.properties.value).includes(key), true, key);
        }
      }
      assert.deepEqual((await client.diff(token, made, inputs.value)).detailed, {});
      const refreshed = await client.read(token, made);
      assert.deepEqual(refreshed.inputs.value, inputs.value);
      assert.deepEqual(refreshed.properties.value, made.properties.value);
      const known = importIds[token]?.(made.properties.value);
      const imported = await client.read(token, {
        id: typeof known === "string" ? known : made.id,
      });
      const { detailed } = await client.diff(token, imported, inputs.value);
      assert.deepEqual(
        Object.keys(detailed).filter(
          (path) => !/^(deletionWindowInDays|clone|imported)/.test(path),
        ),
        [],
      );
      await client.delete(token, made);
      assert.equal((await client.read(token, made)).id, "");
    });

    it(`${token} refuses what it does not know`, async () => {
      const client = clientOf(token);
      const { failures } = await client.check(token, { ...sample, colour: "blue" });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["colour"],
      );
    });
  }

  it("refuses types, functions and providers that are not there", async () => {
    assert.match(await refusal(aws.create("aws:ec2/nothing:Nothing", {})), /does not know/);
    assert.match(await refusal(aws.invoke("aws:ec2/getNothing:getNothing", {})), /does not know/);
    assert.match(await refusal(aws.create("gcp:x/y:Y", {})), /does not know this platform/);
    assert.match(await refusal(aws.create(tokens.tag, {})), /was not configured/);
  });
});
