import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newKeyPair } from "../../simulator/guests/keyPair.js";
import { readEstate } from "../../stacks/schema/read.js";
import { InputError } from "../../stacks/schema/report/inputError.js";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPQuTLobiVRDuMx9X1l0J7qIFtg4/T9IHykUNDfG2yVa x";
const mistakes = `
  okafor: { name: Not Anna, keys: [${key}] }
  root: { name: R, keys: [ssh-dss AAAA] }
  weak: { name: W, keys: ["-----BEGIN OPENSSH PRIVATE KEY----- canary"] }
  none: { name: N }
  prin: { name: P, principals: [prin], servers: [exhibits-web, loans-windows-1] }
serviceAccounts:
  svc-x: { owner: o, purpose: p, until: 2026-01-01, servers: [exhibits-web-1] }
`;

const expected = [
  /administrators\.okafor: "okafor" is the account of Anna Okafor of the provider$/,
  /administrators\.okafor\.keys\.0: the key is that of Anna Okafor of the provider$/,
  /administrators\.root: "root" is not the name of an account$/,
  /administrators\.root\.keys\.0: the key is a DSA key/,
  /administrators\.weak\.keys\.0: the key is of a type that is not accepted$/,
  /administrators\.none: has no way in$/,
  /administrators\.prin\.principals: cannot be used: the catalog names no authority/,
  /administrators\.prin\.servers\.0: "exhibits-web" is not a server of this estate$/,
  /administrators\.prin\.servers\.1: "loans-windows-1" runs Windows/,
  /serviceAccounts\.svc-x\.until: the service account has expired: it is 2026-11-21$/,
];

describe("The people and accounts of an estate", () => {
  it("are refused where they are wrong, each at its line, and no key is repeated", () => {
    const folder = mkdtempSync(join(tmpdir(), "comanaged-access-"));
    cpSync("stacks", folder, { recursive: true });
    appendFileSync(join(folder, "library.estate.yaml"), mistakes.slice(1));
    assert.throws(
      () => readEstate(folder, "library"),
      (error) => {
        assert.ok(error instanceof InputError);
        const found = error.message.split("\n").filter((line) => /^\S+:\d+:\d+ /.test(line));
        assert.equal(found.length, expected.length, error.message);
        for (const [index, line] of found.entries()) {
          assert.match(line, expected[index] ?? /nothing/);
        }
        assert.doesNotMatch(error.message, /canary/);
        return true;
      },
    );
    rmSync(folder, { recursive: true });
  });

  it("share neither account nor key with the job that asks about patches", () => {
    const folder = mkdtempSync(join(tmpdir(), "comanaged-access-"));
    cpSync("stacks", folder, { recursive: true });
    const catalog = join(folder, "catalog.yaml");
    const text = readFileSync(catalog, "utf8");
    const withJob = (job: string) =>
      writeFileSync(catalog, text.replace("administration:\n", `$&  patchingJob: { ${job} }\n`));
    withJob(`account: okafor, keys: [${key}]`);
    assert.throws(
      () => readEstate(folder, "library"),
      /patchingJob\.account: "okafor" is the account of Anna Okafor[\s\S]*patchingJob\.keys\.0: the key is that of Anna Okafor/,
    );
    withJob("account: comanaged-patching, keys: []");
    assert.throws(() => readEstate(folder, "library"), /patchingJob\.keys/);
    const own = newKeyPair("job").public;
    withJob(`account: comanaged-patching, keys: [${own}]`);
    assert.deepEqual(readEstate(folder, "library").estate.access?.patchingJob, {
      ...{ account: "comanaged-patching", keys: [own] },
    });
    appendFileSync(
      join(folder, "library.estate.yaml"),
      `  comanaged-patching: { name: N, keys: [${own}] }\n`,
    );
    assert.throws(
      () => readEstate(folder, "library"),
      /is the account of the patching job of the provider[\s\S]*the key is that of the patching job/,
    );
    rmSync(folder, { recursive: true });
  });
});
