import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/library.estate.yaml", "utf8");

/** The problems when a server says this of its TPM. */
function told(server: string, tpm: string, offered = catalog) {
  const text = estate.replace(`  ${server}:\n`, `  ${server}:\n${tpm}`);
  return withFolder({ "catalog.yaml": offered, "a.estate.yaml": text }, (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(({ path, message }) => `${path}: ${message}`),
  );
}

const asked = "    tpm: true\n";

describe("a virtual TPM", () => {
  it("can be had on every platform, and be refused where there is a choice", () => {
    for (const server of ["loans-windows-1", "catalog-web-1", "theses-win-1"]) {
      assert.deepEqual(told(server, asked), [], server);
    }
    assert.deepEqual(told("loans-windows-1", "    tpm: false\n"), []);
    assert.match(told("theses-win-1", "    tpm: false\n").join(), /theses-win-1.tpm: every server/);
  });

  it("needs a key provider in vCenter", () => {
    const without = catalog.replace("    keyProvider: nkp-main\n", "");
    assert.deepEqual(told("loans-windows-1", "", without), []);
    assert.deepEqual(told("loans-windows-1", asked, without), [
      "servers.loans-windows-1.tpm: a TPM cannot be given: the vCenter has no key provider",
    ]);
  });

  it("needs an AMI that supports one", () => {
    assert.deepEqual(told("digital-scans-1", asked), [
      'servers.digital-scans-1.tpm: a TPM cannot be given: the AMI of "rhel-9" does not support one',
    ]);
  });

  it("comes with an image that wants one, and is refused where it cannot", () => {
    const wanted = catalog.replace(
      "rhel-9:\n    os: linux\n",
      "rhel-9:\n    os: linux\n    tpm: true\n",
    );
    assert.notEqual(wanted, catalog);
    assert.deepEqual(told("digital-scans-1", "", wanted), [
      'servers.digital-scans-1.image: a TPM cannot be given: the AMI of "rhel-9" does not support one',
    ]);
    withFolder(
      { "catalog.yaml": wanted.replace("60009 }", "60009, tpm: true }"), "a.estate.yaml": estate },
      (folder) => {
        const { servers } = readEstate(folder, "a").estate;
        const trusted = servers.filter(({ tpm }) => tpm).map(({ name }) => name);
        assert.deepEqual(trusted, [
          "catalog-db-1",
          "digital-scans-1",
          "exhibits-web-1",
          "theses-win-1",
        ]);
      },
    );
  });
});
