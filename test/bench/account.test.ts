import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { accountEstate } from "../../bench/account.js";
import { readEstate } from "../../stacks/schema/read.js";
import { withFolder } from "../stacks/refusal.js";

describe("the account of the bench", () => {
  it("is valid, in every region that is on in every account", () => {
    const catalog = readFileSync("stacks/catalog.yaml", "utf8");
    const files = { "catalog.yaml": catalog, "account.estate.yaml": accountEstate };
    const { estate } = withFolder(files, (folder) => readEstate(folder, "account"));
    const [entry] = estate.accounts;
    assert.ok(entry?.platform === "aws");
    assert.equal(new Set(entry.regions).size, 17);
  });
});
