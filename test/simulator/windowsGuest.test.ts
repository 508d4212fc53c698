import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sent } from "../../components/access/guests.js";
import { windowsDocument } from "../../components/access/windowsDocument.js";
import type { Access } from "../../components/service/access/access.js";
import { keepLinux } from "../../components/service/access/commands.js";
import {
  keepWindows,
  showWindowsHostKey,
} from "../../components/service/access/windowsCommands.js";
import { runOnWindows } from "../../simulator/guests/windows/run.js";
import { readState, writeState } from "../../simulator/guests/windows/state.js";

const access = (groups: readonly string[], until = "2027-01-31"): Access => ({
  ...{ account: "comanaged", authorities: [], administrators: [] },
  groups: groups.map((group) => ({ group, name: "A team", responsible: "customer" })),
  localAdministrator: { keptIn: "active-directory", passwordDays: 30, passwordLength: 24 },
  serviceAccounts: [
    { account: "svc-loans", owner: "Claire Moreau", purpose: "Löhne", until, servers: ["win-1"] },
  ],
});

describe("The model of a Windows server", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "comanaged-windows-"));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  const keep = (who: Access) => {
    const stdin = sent(windowsDocument(who, "win-1"), "windows");
    const { stdout, code } = runOnWindows(root, "key", keepWindows, stdin);
    assert.equal(code, 0, stdout);
    return JSON.parse(stdout);
  };

  it("runs the agreed program only, and shows its host key", () => {
    assert.equal(runOnWindows(root, "the key", showWindowsHostKey, "").stdout, "the key");
    const stdin = sent(windowsDocument(access([]), "win-1"), "windows");
    for (const [command, told] of [
      [keepLinux, stdin],
      ["powershell -NoProfile -Command Get-LocalUser", stdin],
      [keepWindows, `${stdin} `],
      [keepWindows, "{}\nGet-LocalUser\n"],
    ] as const) {
      const { stdout, stderr, code } = runOnWindows(root, "key", command, told);
      assert.ok(code === 1 && stdout === "" && /agreed/.test(stderr), stderr);
    }
  });

  it("keeps groups, accounts and the policy of the local administrator, and nothing twice", () => {
    keep(access(["CAMPUS\\a", "CAMPUS\\b"]));
    const state = readState(root);
    writeState(root, { ...state, administrators: [...state.administrators, "CAMPUS\\foreign"] });
    assert.deepEqual(keep(access(["CAMPUS\\a", "CAMPUS\\b"])).changed, []);
    const { changed, observed } = keep(access(["CAMPUS\\b"], "2027-02-28"));
    assert.deepEqual(changed, ["member CAMPUS\\a", "account svc-loans"]);
    assert.deepEqual(observed.administrators, {
      members: ["CAMPUS\\b"],
      foreign: ["Administrator", "comanaged", "CAMPUS\\foreign"],
    });
    const { registry, accounts } = readState(root);
    assert.equal(registry["HKLM:\\Software\\Microsoft\\Policies\\LAPS\\BackupDirectory"], 2);
    assert.deepEqual(accounts, { "svc-loans": "2027-02-28" });
  });

  it("compares the firewall with what is declared and changes nothing", () => {
    writeState(root, { ...readState(root), firewall: { web: "in|tcp|80||", old: "in|tcp|23||" } });
    const rule = (name: string, port: string) => ({
      ...{ name, direction: "in", protocol: "tcp", ports: [port], remoteAddresses: [] },
      program: null,
    });
    const sections = { firewall: { rules: [rule("web", "443"), rule("rdp", "3389")] } };
    const before = readState(root);
    const { stdout } = runOnWindows(
      root,
      "key",
      keepWindows,
      sent({ version: 1, sections }, "windows"),
    );
    assert.deepEqual(JSON.parse(stdout).observed.firewall, {
      missing: ["rdp"],
      different: ["web"],
      extra: ["old"],
    });
    assert.deepEqual(readState(root), before);
  });
});
