import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { policyConfig } from "../../cli/policyConfig/command.js";
import { rawCopies } from "../../policies/backup/rawCopies.js";
import { evaluate } from "../../policies/framework/evaluate.js";
import { Field } from "../../policies/framework/field.js";
import { readCatalog } from "../../stacks/schema/read.js";
import { withFolder } from "../stacks/refusal.js";

const snapshot = "aws:ebs/snapshotCopy:SnapshotCopy";
const account = "azure-native:storage:StorageAccount";

const rules = {
  countries: { "eu-west-1": "IE", "us-east-2": "US", germanynorth: "DE", northeurope: "IE" },
  allowed: { 1: ["IE", "US", "DE"], 2: ["DE"] },
};

/** What the packs are told of a catalog that says where data may lie. */
const settings = () => {
  const { dataLocations: _own, ...catalog } = readCatalog("stacks");
  return policyConfig(undefined, { ...catalog, dataLocations: rules });
};

const found = (type: string, inputs: object, told = settings()) =>
  evaluate(rawCopies, { type, inputs: new Field(inputs) }, new Field(told["BKP-25"] ?? {})).map(
    ({ verdict }) => verdict,
  );

const tagged = (region: string, level?: string) => ({
  region,
  ...(level !== undefined && { tags: { DataLevel: level } }),
});

describe("copies that a stack makes by itself", () => {
  it("go where the catalog allows data of their level, and nowhere else", () => {
    assert.deepEqual(found(snapshot, tagged("us-east-2", "1")), []);
    assert.deepEqual(found(snapshot, tagged("eu-west-1", "2")), ["fail"]);
    assert.deepEqual(found(snapshot, tagged("eu-west-1")), []);
    // In the area, and of no country that the catalog names.
    assert.deepEqual(found(snapshot, tagged("eu-north-1", "1")), ["fail"]);
  });

  it("are held to it where Azure makes them in a second location", () => {
    const sku = { name: "Standard_GRS" };
    const store = (location: string, DataLevel: string) => ({ location, sku, tags: { DataLevel } });
    assert.deepEqual(found(account, store("Germany West Central", "2")), []);
    assert.deepEqual(found(account, store("westeurope", "1")), []);
    assert.deepEqual(found(account, store("westeurope", "2")), ["fail"]);
  });

  it("stay in the fixed area where nobody says more", () => {
    assert.deepEqual(found(snapshot, tagged("eu-north-1", "2"), {}), []);
    assert.deepEqual(found(snapshot, tagged("us-east-2", "1"), {}), ["fail"]);
    assert.deepEqual(policyConfig(undefined, {}), {});
  });

  it("are held to the places of this repository's catalog", () => {
    const text = readFileSync("stacks/catalog.yaml", "utf8");
    const told = withFolder({ "catalog.yaml": text }, (folder) =>
      policyConfig(undefined, readCatalog(folder)),
    );
    assert.deepEqual(found(snapshot, tagged("eu-west-1", "2"), told), []);
    assert.deepEqual(found(snapshot, tagged("us-east-1", "1"), told), ["fail"]);
    assert.deepEqual(found(snapshot, tagged("eu-south-1", "2"), told), ["fail"]);
  });
});
