import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEstate } from "../../stacks/schema/read.js";
import { InputError } from "../../stacks/schema/report/inputError.js";

const providerGroup = / {2}groups:\n {4}CAMPUS\\co-managed-admins:\n.*\n/;
const ownGroup = / {2}CAMPUS\\library-server-admins:\n.*\n/;

describe("The groups that administer Windows servers", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "comanaged-groups-"));
    cpSync("stacks", folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (file: string, pattern: RegExp, text: string): void => {
    const before = readFileSync(join(folder, file), "utf8");
    const after = before.replace(pattern, () => text);
    assert.notEqual(after, before);
    writeFileSync(join(folder, file), after);
  };

  const complaints = (): string[] => {
    try {
      readEstate(folder, "library");
      return [];
    } catch (error) {
      assert.ok(error instanceof InputError);
      return error.message.split("\n").filter((line) => /^\S+:\d+:\d+ /.test(line));
    }
  };

  it("are those of both sides, and one side's are enough", () => {
    const groups = () => readEstate(folder, "library").estate.access?.groups;
    assert.deepEqual(
      groups()?.map(({ group, responsible }) => [group, responsible]),
      [
        ["CAMPUS\\co-managed-admins", "provider"],
        ["CAMPUS\\library-server-admins", "customer"],
      ],
    );
    change("catalog.yaml", providerGroup, "");
    assert.deepEqual(complaints(), []);
  });

  it("are missed at the line of each Windows server that has none", () => {
    change("catalog.yaml", providerGroup, "");
    change(
      "library.estate.yaml",
      ownGroup,
      "  CAMPUS\\loans-admins: { name: Loans, servers: [loans-windows-1] }\n",
    );
    const [line = "", ...more] = complaints();
    assert.match(
      line,
      /^\S+library\.estate\.yaml:\d+:3 +servers\.theses-win-1: nobody administers/,
    );
    assert.deepEqual(more, []);
  });

  it("are refused where they are wrong, as are accounts that Windows does not take", () => {
    change(
      "library.estate.yaml",
      ownGroup,
      [
        "  Administrators: { name: A }",
        "  BUILTIN\\Users: { name: B }",
        "  campus\\Co-Managed-Admins: { name: C }",
        "  CAMPUS\\web: { name: D, servers: [catalog-web-1, nowhere] }",
        "serviceAccounts:",
        "  svc-of-a-very-long-name: { owner: o, purpose: p, until: 2027-01-01, servers: [loans-windows-1] }",
        "",
      ].join("\n"),
    );
    const found = complaints();
    const expected = [
      /administratorGroups\.Administrators: "Administrators" is not a group of the directory$/,
      /administratorGroups.*BUILTIN.*: .* is not a group of the directory$/,
      /administratorGroups.*campus.*: .* is named already, for Server team/,
      /administratorGroups.*web.*\.servers\.0: "catalog-web-1" runs Linux/,
      /administratorGroups.*web.*\.servers\.1: "nowhere" is not a server/,
      /serviceAccounts\.svc-of-a-very-long-name: .* can be no account on "loans-windows-1"/,
    ];
    assert.equal(found.length, expected.length, found.join("\n"));
    for (const [index, line] of found.entries()) {
      assert.match(line, expected[index] ?? /nothing/);
    }
  });
});
