import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";
import { withoutSection } from "./sections.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const first = estate.split("\n").length;

/** The problems of an estate with these lines below `accounts`, by their lines there. */
function told(lines: readonly string[], offered = catalog): string[] {
  const text = `${estate}accounts:\n${lines.map((line) => `  ${line}\n`).join("")}`;
  return withFolder({ "catalog.yaml": offered, "a.estate.yaml": text }, (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(
      ({ line, path, message }) => `${line - first} ${path}: ${message}`,
    ),
  );
}

const lab = ["lab:", "  platform: aws", '  account: "222222222222"', "  dataLevel: 2"];

describe("accounts of an estate", () => {
  it("are whole with a platform, a number and a data level", () => {
    assert.deepEqual(told(lab), []);
    const { estate: own } = withFolder(
      { "catalog.yaml": catalog, "a.estate.yaml": `${estate}accounts:\n  ${lab.join("\n  ")}\n` },
      (folder) => readEstate(folder, "a"),
    );
    const [entry] = own.accounts;
    assert.ok(entry?.platform === "aws");
    assert.equal(entry.description.owner, "chemistry");
    assert.equal(entry.description.budget, 2000);
    assert.deepEqual(entry.description.standards, ["cis-5.0", "foundational-1.0"]);
  });

  it("have one baseline, at home in a region that they use", () => {
    assert.deepEqual(told([...lab, ...lab.with(0, "twin:")]), [
      '7 accounts.twin.account: "222222222222" is the account of lab already, and an account has one baseline',
    ]);
    assert.deepEqual(told([...lab, "  regions: [eu-west-1]"]), [
      "5 accounts.lab.regions: eu-central-1, the home of trails and logs, is not among the regions",
    ]);
    assert.deepEqual(told([...lab, "  regions: []"]), [
      "5 accounts.lab.regions: no region is given",
    ]);
  });

  it("do without controls only that there are, and not for ever", () => {
    const exempt = (control: string, until: string) => [
      ...lab,
      "  exemptions:",
      `    ${control}: { reason: Tests, owner: Wei Li, until: ${until} }`,
    ];
    assert.deepEqual(told(exempt("RDS.5", "2026-11-21")), []);
    assert.deepEqual(told(exempt("RDS.5", "2026-11-20")), [
      '6 accounts.lab.exemptions["RDS.5"].until: the exemption ended on 2026-11-20, and the planning date is 2026-11-21',
    ]);
    assert.match(told(exempt("RDS.99", "2026-12-01")).join(), /"RDS.99" is not a control/);
  });

  it("hold no data that the service does not take, and stand where the catalog has a baseline", () => {
    assert.match(told(lab.with(3, "  dataLevel: 3")).join(), /data level 3/);
    const bare = withoutSection(catalog, "# What is asked of every cloud account.");
    assert.deepEqual(told(lab, bare), [
      "1 accounts.lab: the catalog does not say what is asked of AWS accounts",
    ]);
  });

  it("are judged by the standards without which there is no baseline", () => {
    const weaker = catalog.replace(
      "    budget: 2000",
      "    budget: 2000\n    standards: [cis-5.0]",
    );
    assert.match(told(lab, weaker).join(), /foundational-1.0 is left out/);
  });

  it("let programs in by tokens of one owner, with less than all rights", () => {
    const deploy = [
      "  serviceAccounts:",
      "    deploy:",
      "      issuer: https://token.actions.example.edu",
      "      subject: repo:chemistry/lims:*",
      "      policies: [AmazonEC2ReadOnlyAccess]",
    ];
    assert.deepEqual(told([...lab, ...deploy]), []);
    for (const [line, wrong, path] of [
      [2, "      issuer: http://token.actions.example.edu", "issuer"],
      [3, "      subject: repo:*", "subject"],
      [4, "      policies: [AdministratorAccess]", "policies.0"],
    ] as const) {
      const [problem = ""] = told([...lab, ...deploy.with(line, wrong)]);
      assert.match(problem, new RegExp(`^${line + 5} accounts\\.lab\\.serviceAccounts\\.deploy`));
      assert.ok(problem.includes(path), problem);
    }
  });
});
