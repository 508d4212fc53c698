import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesOf, keep, makeRoot, rootsOfTest } from "./guestRoot.js";

const management = { name: "management", protocol: "tcp", ports: ["22"], from: ["10.9.8.0/24"] };
const web = { name: "web", protocol: "tcp", ports: ["80-90", "443"], from: ["0.0.0.0/0", "::/0"] };
const told = (...flows: unknown[]) => ({ version: 1, sections: { firewall: { flows } } });

describe("The firewall that the program of a Linux server keeps", () => {
  const root = rootsOfTest(makeRoot);

  it("comes, stays as it is, and goes without a trace of its own", () => {
    const own = root();
    assert.deepEqual(keep(own, told()).changed, []);
    const before = filesOf(own);
    const { problems, observed } = keep(own, told(management, web));
    assert.deepEqual(problems, []);
    assert.deepEqual(observed, { firewall: { flows: ["management", "web"], others: [] } });
    assert.deepEqual(keep(own, told(management, web)).changed, []);
    assert.deepEqual(keep(own, told(management)).changed.slice(-1), ["table inet comanaged"]);
    assert.deepEqual(keep(own, told()).problems, []);
    assert.deepEqual(filesOf(own), before);
  });

  it("takes no text for a rule", () => {
    const own = root();
    const before = filesOf(own);
    const wrong = [
      told(web),
      told(management, { ...web, name: 'x" accept' }),
      told(management, { ...web, name: "x\n" }),
      told(management, { ...web, protocol: "tcp dport 1 accept" }),
      told(management, { ...web, ports: ["443 }"] }),
      told(management, { ...web, ports: ["90-80"] }),
      told(management, { ...web, ports: ["80-80"] }),
      told(management, { ...web, ports: ["0"] }),
      told(management, { ...web, ports: ["65536"] }),
      told(management, { ...web, ports: ["1-65536"] }),
      told(management, { ...web, ports: ["٤٤٣"] }),
      told(management, { ...web, ports: [] }),
      told(management, { ...web, from: [] }),
      told(management, { ...web, from: ["10.0.0.1/8"] }),
      told(management, { ...web, from: ["10.0.0.0/8 accept"] }),
      told(management, { ...web, from: ["fe80::/10%eth0"] }),
      told(management, { ...web, from: [167772160] }),
      told(management, { ...web, more: 1 }),
    ];
    for (const document of wrong) {
      const { problems, changed, status } = keep(own, document);
      assert.deepEqual([problems.length, changed, status], [1, [], 1], JSON.stringify(document));
    }
    assert.deepEqual(filesOf(own), before);
  });

  it("is refused when the connection over which it came would not get in again", () => {
    const own = root();
    const via = (connection: string) =>
      keep(own, told(management, web), undefined, connection).problems.join();
    assert.match(via("10.9.9.1 50000 10.240.200.7 22"), /comes from 10\.9\.9\.1 to port 22/);
    assert.match(
      via("10.9.8.1 50000 10.240.200.7 2222"),
      /to port 2222, which the rules would not/,
    );
    assert.match(via("fe80::1%eth0 50000 fe80::2 22"), /comes from fe80::1 to port 22/);
    assert.ok(!existsSync(join(own, "etc/comanaged/firewall.nft")));
    for (const good of [
      "10.9.8.1 5 10.0.0.1 22",
      "::ffff:10.9.8.1 5 ::1 22",
      "8.8.8.8 5 ::1 443",
    ]) {
      assert.equal(via(good), "");
    }
  });
});
