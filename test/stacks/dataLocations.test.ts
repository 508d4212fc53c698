import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { storageRows, storageTable } from "../../cli/backups/storage.js";
import { readEstate } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { problemsOf, withFolder } from "./refusal.js";

const countries = {
  ...{ "eu-central-1": "DE", "eu-west-1": "IE", germanywestcentral: "DE", germanynorth: "DE" },
  ...{ "hardened-main": "DE", "hardened-second-site": "CH" },
};
const everywhere = ["DE", "IE", "CH"];

const catalog = (allowed: object, places: object = countries) => {
  const rules = { countries: places, allowed: { 1: everywhere, 2: everywhere, ...allowed } };
  const offered = readFileSync("stacks/catalog.yaml", "utf8");
  return offered.replace(
    /^dataLocations:\n(?: .*\n)+/m,
    `dataLocations: ${JSON.stringify(rules)}\n`,
  );
};

const servers: Readonly<Record<string, TestServer>> = {
  "on-aws": { platform: "aws" },
  "on-azure": { platform: "azure" },
  "on-vsphere": { platform: "vsphere" },
};

const inFolder = <T>(offered: string, use: (folder: string) => T): T =>
  withFolder({ "catalog.yaml": offered, "a.estate.yaml": estateFile({ servers }) }, use);

const problems = (offered: string) =>
  inFolder(offered, (folder) => problemsOf(() => readEstate(folder, "a")));

describe("where backups and their copies may lie", () => {
  it("is in the countries that the level of the data allows", () => {
    assert.deepEqual(problems(catalog({})), []);
    // All of these servers have data of level 2.
    assert.deepEqual(problems(catalog({ 1: ["FR"] })), []);
  });

  it("is written with levels in quotes, as keys are text", () => {
    const [found, ...others] = problems(catalog({}).replace('"1":', "1: "));
    assert.equal(others.length, 0);
    assert.match(found?.message ?? "", /the key 1 is not text .*write "1", in quotes/);
  });

  it("is refused elsewhere, for each server with the place, where its class is named", () => {
    const found = problems(catalog({ 2: ["DE"] }));
    assert.equal(found.length, 1);
    const message = found[0]?.message ?? "";
    assert.match(found[0]?.path ?? "", /backupClass$/);
    assert.match(
      message,
      /"on-aws": Its copies at "elsewhere" lie in eu-west-1 \(IE\), and data of level 2 may lie in DE\./,
    );
    assert.match(message, /"on-vsphere": .* hardened-second-site \(CH\)/);
    assert.ok(!message.includes("on-azure"));
  });

  it("is refused for backups as for copies, and where nobody says which country it is", () => {
    const message = problems(catalog({ 2: ["IE", "CH"] }))[0]?.message ?? "";
    assert.match(message, /"on-aws": Its backups lie in eu-central-1 \(DE\)/);
    const { "eu-west-1": _gone, ...known } = countries;
    assert.match(
      problems(catalog({}, known))[0]?.message ?? "",
      /lie in eu-west-1, and dataLocations\.countries does not say/,
    );
    const slips = problems(catalog({ 2: ["de"] }));
    assert.match(slips[0]?.path ?? "", /^dataLocations\.allowed\.2/);
  });

  it("is told for every server, with its disks", () => {
    inFolder(catalog({}), (folder) => {
      const read = readEstate(folder, "a");
      const rows = storageRows(read.estate, read.catalog);
      assert.deepEqual(
        rows.map(({ server, backups }) => [
          server,
          backups.map(({ at, country }) => [at, country]),
        ]),
        [
          [
            "on-aws",
            [
              ["eu-central-1", "DE"],
              ["eu-west-1", "IE"],
            ],
          ],
          [
            "on-azure",
            [
              ["germanywestcentral", "DE"],
              ["germanynorth", "DE"],
            ],
          ],
          [
            "on-vsphere",
            [
              ["hardened-main", "DE"],
              ["hardened-second-site", "CH"],
            ],
          ],
        ],
      );
      assert.ok(rows.every(({ disks }) => disks.some(({ label }) => label === "system")));
      assert.match(storageTable(rows), /elsewhere: eu-west-1 \(IE\)/);
    });
  });
});
