import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { linuxFirewall } from "../../components/access/firewall.js";
import { linuxProgram } from "../../components/access/linuxProgram.js";
import { keepLinux } from "../../components/service/access/commands.js";
import type { Flow } from "../../components/service/firewall/flow.js";
import { lendPrograms } from "../../simulator/guests/shell.js";
import { makeRoot } from "../components/access/guestRoot.js";
import {
  isDeclared,
  packetsAround,
  someFlows,
  wayIn,
} from "../components/service/firewall/flows.js";
import { type Rule, ruleset, verdictOf } from "./nftVerdict.js";

const answer = z.object({ changed: z.array(z.string()), problems: z.array(z.string()) });

describe("The firewall of a Linux server and nftables", function () {
  this.timeout(120_000);
  const folders: string[] = [];
  const programs = mkdtempSync(join(tmpdir(), "comanaged-nft-"));
  folders.push(programs);
  lendPrograms(programs);
  symlinkSync("/usr/sbin/nft", join(programs, "nft"));

  after(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  /** Runs a script in a network of its own, which is gone with it; gives the lines of its output. */
  const inNetwork = (root: string, script: string): string[] =>
    execFileSync("/usr/bin/unshare", ["-n", "/bin/sh", "-c", script], {
      env: { PATH: programs, COMANAGED_ROOT: root, SSH_CONNECTION: "", ROOT: root },
      encoding: "utf8",
    })
      .trim()
      .split("\n");

  const prepared = (documents: readonly (readonly Flow[])[]) => {
    const root = makeRoot();
    folders.push(root);
    for (const [index, flows] of documents.entries()) {
      const document = { version: 1, sections: { firewall: linuxFirewall(flows) } };
      writeFileSync(join(root, `input${index}`), `${JSON.stringify(document)}\n${linuxProgram()}`);
    }
    return root;
  };
  const keep = (index: number) => `(${keepLinux}) < "$ROOT/input${index}" || true`;
  const told = (line = "{}") => answer.parse(JSON.parse(line));
  const rulesOf = (line = ""): readonly Rule[] => ruleset(line);

  it("lets in exactly what is declared, by what nft itself says that it holds", () => {
    fc.assert(
      fc.property(someFlows, someFlows, (first, second) => {
        const root = prepared([first, second]);
        const lines = inNetwork(
          root,
          [
            "nft add table ip theirs",
            keep(0),
            keep(0),
            keep(1),
            "nft -j list table inet comanaged",
            "nft list tables",
          ].join("; "),
        );
        const [once, twice, changed, listed, ...tables] = lines;
        assert.deepEqual(told(once).problems, []);
        assert.deepEqual(told(twice), { changed: [], problems: [] });
        assert.deepEqual(told(changed).problems, []);
        assert.deepEqual(tables, ["table ip theirs", "table inet comanaged"]);
        const rules = rulesOf(listed);
        for (const packet of packetsAround(second)) {
          assert.equal(
            verdictOf(rules, packet),
            isDeclared(second, packet),
            JSON.stringify(packet),
          );
        }
      }),
      { numRuns: 12 },
    );
  });

  it("comes back when somebody changed it, and goes when it is declared no more", () => {
    const root = prepared([[wayIn], []]);
    const lines = inNetwork(
      root,
      [
        keep(0),
        "nft add rule inet comanaged input tcp dport 1 accept",
        keep(0),
        "nft list tables",
        keep(1),
        "nft list tables",
        keep(1),
      ].join("; "),
    );
    const [, back, table, gone, again] = lines;
    assert.deepEqual(told(back).changed.includes("table inet comanaged"), true);
    assert.equal(table, "table inet comanaged");
    assert.deepEqual(told(gone).problems, []);
    assert.deepEqual(told(again), { changed: [], problems: [] });
  });

  it("puts the former rules back when the run breaks between loading and proving", () => {
    const web: Flow = { ...wayIn, name: "web", ports: [{ from: 80, to: 80 }] };
    const root = prepared([[wayIn], [wayIn, web]]);
    // An nft that dies with whoever called it, right after the new rules are there.
    const broken = mkdtempSync(join(tmpdir(), "comanaged-nft-"));
    folders.push(broken);
    const script = [
      "#!/bin/sh",
      '/usr/sbin/nft "$@"; status=$?',
      'case "$*" in "-f "*firewall.next) kill -9 $PPID;; esac',
      "exit $status",
    ].join("\n");
    writeFileSync(join(broken, "nft"), script, { mode: 0o755 });
    const lines = inNetwork(
      root,
      [
        keep(0),
        "nft -s list table inet comanaged > $ROOT/before",
        `PATH=${broken}:$PATH; ${keep(1)}; PATH=${programs}`,
        "sleep 1",
        "nft -s list table inet comanaged > $ROOT/after",
        '[ "$(cat $ROOT/before)" = "$(cat $ROOT/after)" ] && echo same',
        keep(1),
        "nft -j list table inet comanaged",
      ].join("; "),
    );
    assert.equal(lines[1], "same");
    assert.deepEqual(told(lines[2]).problems, []);
    const packet = { protocol: "tcp", port: 80, address: "10.9.8.9" };
    assert.equal(verdictOf(rulesOf(lines[3]), packet), true);
  });
});
