import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PatchGroup } from "../../stacks/schema/model.js";
import { readEstate } from "../../stacks/schema/read.js";
import type { Finding } from "../../stacks/schema/report/finding.js";
import { InputError } from "../../stacks/schema/report/inputError.js";
import { checkTaskWindows } from "../../stacks/schema/resolve/taskWindows.js";

const providerGroup = / {2}groups:\n {4}CAMPUS\\co-managed-admins:\n.*\n/;
const ownGroup = / {2}CAMPUS\\library-server-admins:\n.*\n/;

describe("The Windows servers of an estate", () => {
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

  it("have administrators of both sides, and one side's are enough", () => {
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

  it("are refused at their lines when nobody administers them", () => {
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

  it("take no group that is wrong, and no account that Windows does not take", () => {
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

  it("have a window that Task Scheduler keeps, or it is refused at the line of its group", () => {
    const { estate } = readEstate(folder, "library");
    const group = estate.patchGroups["public"];
    assert.ok(group);
    const schedule = { window: { ...group.window, timeZone: "Antarctica/Troll" } };
    const said: Finding[] = [];
    const check = (serverTimeZone: string, one: PatchGroup) =>
      checkTaskWindows(
        new Map([["public", one]]),
        estate.servers,
        { asOf: estate.asOf, platform: "vsphere", serverTimeZone },
        (finding) => said.push(finding),
      );
    check("Europe/Berlin", group);
    check("America/New_York", group);
    check("Antarctica/Troll", { ...group, schedule });
    assert.equal(said.length, 0);
    check("Europe/Berlin", { ...group, schedule });
    assert.deepEqual(
      said.map(({ path }) => path),
      [["patchGroups", "public", "window"]],
    );
    assert.match(said[0]?.message ?? "", /time zones of Windows/);
  });
});
