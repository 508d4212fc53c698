import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  filesOf,
  keep,
  key,
  makeRoot,
  person,
  rootsOfTest,
  told,
} from "../components/access/guestRoot.js";

const runs = 12;
const accountName = fc.stringMatching(/^u[a-z0-9-]{0,8}[a-z0-9]$/);
const anyone = fc
  .uniqueArray(accountName, { maxLength: 4 })
  .map((names) => names.map((name) => person(name)));
/** What a comment or a purpose may say: anything on one line. */
const oneLine = fc
  .string({ unit: "binary", minLength: 1, maxLength: 60 })
  .filter((text) => !/[\p{C}\u2028\u2029]/u.test(text));

describe("The program that keeps a Linux server", () => {
  const root = rootsOfTest(makeRoot);

  it("does the same once or twice, and leaves what it did not make alone", function () {
    this.timeout(60_000);
    const foreign = {
      "etc/sudoers.d/backup-tool": "backup ALL=(root) NOPASSWD: /usr/bin/rsync\n",
      "etc/ssh/sshd_config.d/50-own.conf": "PasswordAuthentication no\n",
      "home/maria/.ssh/authorized_keys": `${key} maria\n`,
    };
    fc.assert(
      fc.property(anyone, anyone, (first, second) => {
        const own = root(foreign);
        const before = filesOf(own);
        for (const people of [first, second]) {
          assert.deepEqual(keep(own, told(people)).problems, []);
          const after = filesOf(own);
          assert.deepEqual(keep(own, told(people)).changed, []);
          assert.deepEqual(filesOf(own), after);
        }
        const after = filesOf(own);
        for (const file of Object.keys(foreign)) {
          assert.equal(after[file], before[file]);
        }
      }),
      { numRuns: runs },
    );
  });

  it("takes exactly the access of those who leave", function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.uniqueArray(accountName, { minLength: 2, maxLength: 4 }), (names) => {
        const [gone = "", ...left] = names;
        const own = root();
        keep(own, told(names.map((name) => person(name))));
        const before = filesOf(own);
        keep(own, told(left.map((name) => person(name))));
        const after = filesOf(own);
        const lost = Object.keys(before).filter((file) => !(file in after));
        assert.deepEqual(lost, [
          `etc/ssh/comanaged/keys/${gone}`,
          `etc/sudoers.d/comanaged-${gone}`,
        ]);
        assert.match(
          readFileSync(join(own, "etc/shadow"), "utf8"),
          new RegExp(`^${gone}:.*:1:$`, "m"),
        );
        for (const name of left) {
          assert.equal(
            after[`etc/ssh/comanaged/keys/${name}`],
            before[`etc/ssh/comanaged/keys/${name}`],
          );
        }
        keep(own, told(names.map((name) => person(name))));
        assert.deepEqual(filesOf(own), before);
      }),
      { numRuns: runs },
    );
  });

  it("never takes a text for anything else", function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(oneLine, oneLine, (comment, purpose) => {
        const own = root();
        const trick = `$(touch ${own}/broken) '; touch ${own}/broken #" \\`;
        const people = [person("li", [`${key} ${comment}${trick}`])];
        const account = {
          account: "svc",
          owner: `${purpose}`.slice(0, 60),
          purpose: trick.slice(0, 128),
          until: "2027-01-31",
        };
        const { problems } = keep(own, told(people, [account]));
        assert.deepEqual(problems, []);
        assert.ok(!existsSync(join(own, "broken")));
        const lines = readFileSync(join(own, "etc/ssh/comanaged/keys/li"), "utf8").split("\n");
        assert.deepEqual(lines.slice(1), [`${key} ${comment}${trick}`, ""]);
      }),
      { numRuns: runs },
    );
  });
});
