import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const id = "2c2c2c2c-0000-4000-8000-000000000002";
const group = `/subscriptions/${id}/resourceGroups/co-managed-base/providers/Microsoft.Network`;

const filesOf = (lines: readonly string[], offered = catalog) => ({
  "catalog.yaml": offered,
  "a.estate.yaml": `${estate}accounts:\n${lines.map((line) => `  ${line}\n`).join("")}`,
});

/** The problems of an estate with these lines below `accounts`. */
function told(lines: readonly string[], offered = catalog): string[] {
  return withFolder(filesOf(lines, offered), (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(({ path, message }) => `${path}: ${message}`),
  );
}

const lab = ["lab:", "  platform: azure", `  account: ${id}`, "  dataLevel: 2"];

describe("subscriptions of an estate", () => {
  it("are whole with a platform, an id and a data level, and bring the catalog's networks", () => {
    assert.deepEqual(told(lab), []);
    const own = withFolder(filesOf(lab), (folder) => readEstate(folder, "a").estate);
    const [entry] = own.accounts;
    assert.ok(entry?.platform === "azure");
    assert.equal(entry.description.owner, "chemistry");
    assert.deepEqual(entry.locations, ["germanywestcentral", "westeurope"]);
    assert.deepEqual(entry.networks, [`${group}/virtualNetworks/vnet-chemistry`]);
  });

  it("have their home among their locations, and networks of their own only", () => {
    assert.deepEqual(told([...lab, "  locations: [westeurope]"]), [
      "accounts.lab.locations: germanywestcentral, the home of trails and logs, is not among the locations",
    ]);
    const strange = group.replaceAll("2c2c2c2c", "9f9f9f9f");
    assert.match(
      told([...lab, "  networks:", `    - ${strange}/virtualNetworks/other`]).join(),
      /the network lies in the subscription 9f9f9f9f/,
    );
  });

  it("stand where the catalog has a baseline, and do without controls that there are", () => {
    const bare = catalog.replace(/ {2}azure:\n {4}homeLocation[\s\S]*?\n\n/, "\n");
    assert.deepEqual(told(lab, bare), [
      "accounts.lab: the catalog does not say what is asked of Azure accounts",
    ]);
    const exempt = (control: string) => [
      ...lab,
      "  exemptions:",
      `    "${control}": { reason: Tests, owner: Wei Li, until: 2026-12-01 }`,
    ];
    assert.deepEqual(told(exempt("8.5")), []);
    assert.match(told(exempt("8.99")).join(), /"8.99" is not a control/);
  });

  it("let programs in by tokens of one subject, with roles that hand out none", () => {
    const deploy = (subject: string, role: string) => [
      ...lab,
      "  serviceAccounts:",
      "    deploy:",
      "      issuer: https://token.actions.example.edu",
      `      subject: ${subject}`,
      `      roles: [${role}]`,
    ];
    assert.deepEqual(told(deploy("repo:chemistry/lims:ref:refs/heads/main", "Reader")), []);
    assert.match(told(deploy("repo:chemistry/lims:*", "Reader")).join(), /not a subject/);
    assert.match(told(deploy("repo:a/b", "Owner")).join(), /is not a role that it may have/);
  });
});
