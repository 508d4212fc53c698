import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");

const told = (product: string, other: string) =>
  withFolder(
    {
      "catalog.yaml": catalog.replace(`product: ${product}`, `product: ${other}`),
      "a.estate.yaml": estate,
    },
    (folder) =>
      problemsOf(() => readEstate(folder, "a")).map(({ path, message }) => `${path}: ${message}`),
  );

describe("the product of an image", () => {
  it("is of the image's family of operating systems", () => {
    assert.deepEqual(told("debian-12", "windows-server-2022"), [
      "images.debian-12.product: windows-server-2022 is windows, and the image says os: linux",
    ]);
    assert.deepEqual(told("windows-server-2022", "rhel-9"), [
      "images.windows-2022.product: rhel-9 is linux, and the image says os: windows",
    ]);
    assert.deepEqual(told("windows-server-2022", "windows-server-2025"), []);
  });
});
