import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bringOut, swapIn } from "../../components/backup/azureRestoreScripts.js";

/** The Azure CLI as far as the scripts of restores use it, on files in its folder. */
const az = `#!/usr/bin/env bash
echo "$*" >> calls
flag() { while [ $# -gt 1 ]; do if [ "$1" = "$name" ]; then echo "$2"; return; fi; shift; done; }
value() { name=$1; shift; flag "$@"; }
case "$1 $2 $3" in
  "disk list "*)
    query=$(value --query "$@")
    case "$query" in
      *osdisk*) grep -e -osdisk- disks || true ;;
      *datadisk*) grep -e -datadisk- disks || true ;;
      *tags.RestoredFrom) cat mark 2>/dev/null || true ;;
      *"[0].id") cat own 2>/dev/null || true ;;
      *) cut -f 1 disks ;;
    esac ;;
  "backup recoverypoint show") echo 2026-11-20T00:31:12.123+00:00 ;;
  "backup restore restore-disks") cat restored >> disks; echo job-1 ;;
  "backup job wait") ;;
  "vm show "*) cat now ;;
  "vm update "*) value --os-disk "$@" > now ;;
  "disk delete "*) rm -f own mark ;;
  "disk create "*)
    if [ -e cut ]; then rm cut; exit 1; fi
    value --tags "$@" | cut -d = -f 2 > mark
    echo /rg/disks/db_system | tee own ;;
  "vm deallocate "* | "vm start "*) ;;
  *) echo "unknown: $*" >&2; exit 2 ;;
esac
`;

const settings = {
  ...{ VAULT_GROUP: "g", VAULT: "v", CONTAINER: "c", ITEM: "i", POINT: "4711" },
  ...{ TAKEN: "2026-11-20T00:31:00Z", ACROSS: "no", STAGING: "s", STORAGE: "st", KEY: "k" },
  ...{ GROUP: "rg", MACHINE: "db", DISK: "db_system", SOURCE: "/s/disks/db-osdisk-1" },
  ...{ LOCATION: "here", SIZE: "40", SKU: "Premium_LRS" },
};

describe("the scripts of restores on Azure", () => {
  let folder: string;
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const read = (name: string) => readFileSync(join(folder, name), "utf8").trim();
  const run = (script: string, args: readonly string[] = [], more: object = {}) => {
    file("calls", "");
    const { status, stderr } = spawnSync("bash", ["-c", script, "script", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...{ ...settings, ...more, AZ_SCRIPTS_OUTPUT_PATH: join(folder, "out") },
        PATH: `${folder}:${process.env["PATH"]}`,
      },
    });
    return { status, stderr, calls: read("calls") };
  };
  const told = (): unknown => JSON.parse(read("out"));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "az-"));
    file("az", az);
    chmodSync(join(folder, "az"), 0o755);
    file("disks", "");
    file("restored", "db-osdisk-1\tO\ndb-datadisk-023-1\tB\ndb-datadisk-007-1\tA\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("bring disks out once, and tell which is at which lun", () => {
    const first = run(bringOut, ["7", "23"]);
    assert.equal(first.status, 0, first.stderr);
    assert.match(
      first.calls,
      /restore-disks .*--rp-name 4711 --diskslist 7 23 --storage-account st/,
    );
    assert.ok(!first.calls.includes("secondary"));
    assert.deepEqual(told(), { system: "O", "7": "A", "23": "B" });
    const second = run(bringOut, ["7", "23"]);
    assert.equal(second.status, 0);
    assert.ok(!second.calls.includes("restore-disks"));
    assert.deepEqual(told(), { system: "O", "7": "A", "23": "B" });
  });

  it("bring the system disk alone, and from the other location", () => {
    file("restored", "db-osdisk-1\tO\n");
    const { status, calls } = run(bringOut, [], { ACROSS: "yes" });
    assert.equal(status, 0);
    assert.match(calls, /restore-disks .*--use-secondary-region --restore-only-osdisk true/);
    assert.match(calls, /job wait .*--use-secondary-region/);
    assert.deepEqual(told(), { system: "O" });
  });

  it("bring nothing of another time, and not other disks than they should", () => {
    const other = run(bringOut, [], { TAKEN: "2026-11-19T00:31:00Z" });
    assert.equal(other.status, 1);
    assert.match(other.stderr, /was taken at 2026-11-20T00:31:12/);
    assert.ok(!other.calls.includes("restore-disks"));
    const less = run(bringOut, ["7", "23", "24"]);
    assert.equal(less.status, 1);
    assert.match(less.stderr, /gave other disks .* at the luns 7 23 24/);
  });

  it("put a copy in the place of the system disk, wherever they were cut", () => {
    file("now", "/rg/disks/db_system");
    file("own", "/rg/disks/db_system");
    file("cut", "");
    assert.equal(run(swapIn).status, 1);
    assert.equal(read("now"), settings.SOURCE);
    const again = run(swapIn);
    assert.equal(again.status, 0, again.stderr);
    assert.equal(read("now"), "/rg/disks/db_system");
    assert.match(again.calls, /disk create .*--source \/s\/disks\/db-osdisk-1 --size-gb 40/);
    assert.match(again.calls, /vm start/);
    assert.deepEqual(told(), { system: "/rg/disks/db_system" });
    const third = run(swapIn);
    assert.equal(third.status, 0);
    assert.doesNotMatch(third.calls, /deallocate|disk delete|vm update/);
  });
});
