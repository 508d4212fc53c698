import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linuxProgram } from "../../../components/access/linuxProgram.js";
import { keepLinux, linuxProgramSha256 } from "../../../components/service/access/commands.js";
import { filesOf, keep, key, makeRoot, person, rootsOfTest, told } from "./guestRoot.js";

describe("The program that keeps a Linux server", () => {
  const root = rootsOfTest(makeRoot);

  it("has no name twice, since its parts are one program", () => {
    const names = [...linuxProgram().matchAll(/^(?:def|class) (\w+)|^([A-Z_]+) *=/gm)].map(
      ([, defined, constant]) => defined ?? constant ?? "",
    );
    assert.ok(names.length > 50);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("is the one that was agreed on", () => {
    const hash = createHash("sha256").update(linuxProgram()).digest("hex");
    assert.equal(linuxProgramSha256, hash, "write this hash into service/access/commands.ts");
  });

  it("is refused by the server when it is any other", () => {
    const other = spawnSync("/bin/sh", ["-c", keepLinux], {
      input: `{}\n${linuxProgram()} `,
      encoding: "utf8",
    });
    assert.equal(other.status, 1);
    assert.match(other.stderr, /^another program than was agreed on$/m);
    assert.equal(other.stdout, "");
  });

  it("refuses what breaks out of its place, and then touches nothing", () => {
    const own = root();
    const before = filesOf(own);
    const wrong = [
      told([person("root\nALL")]),
      told([person("a/../b")]),
      told([person("li", [`${key} a\n${key} b`])]),
      told([person("li", [`command="sh" ${key}`])]),
      told([person("li", [`${key} \u2028`])]),
      told([person("li"), person("li")]),
      told([], [{ account: "svc", owner: "o", purpose: "a\nb", until: "2027-01-31" }]),
      told([], [{ account: "svc", owner: "o", purpose: "p", until: "soon" }]),
      { ...told([]), version: 2 },
      { version: 1, sections: { unheard: {} } },
      { version: 1, sections: [] },
      [],
      null,
    ];
    for (const document of wrong) {
      const { status, problems, changed } = keep(own, document);
      assert.ok(
        status === 1 && problems.length === 1 && changed.length === 0,
        JSON.stringify(document),
      );
    }
    assert.deepEqual(filesOf(own), before);
  });

  it("gives root to no account of the system, and says so beside what it did", () => {
    const own = root();
    const { status, problems } = keep(own, told([person("daemon"), person("maria")]));
    assert.equal(status, 1);
    assert.deepEqual(problems, ["daemon: is an account of the system"]);
    assert.ok(!existsSync(join(own, "etc/sudoers.d/comanaged-daemon")));
    assert.ok(existsSync(join(own, "etc/sudoers.d/comanaged-maria")));
  });

  it("closes a service account the day after its last", () => {
    const own = root();
    keep(
      own,
      told([], [{ account: "svc-lims", owner: "Wei Li", purpose: "import", until: "2027-02-28" }]),
    );
    assert.match(readFileSync(join(own, "etc/shadow"), "utf8"), /^svc-lims:\*:.*:2027-03-01:$/m);
  });
});
