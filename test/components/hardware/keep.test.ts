import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { inspectHardware } from "../../../components/hardware/inspect.js";
import { hardwareProgram } from "../../../components/hardware/readProgram.js";
import { hardwareProgramSha256 } from "../../../components/service/hardware/hardwareCommands.js";
import type { Hardware } from "../../../simulator/physical/state.js";
import { medium, secrets, serial, standing, Workbench } from "./bench.js";

/** Runs a test on a machine of its own. */
async function on(
  different: Partial<Hardware>,
  use: (bench: Workbench) => Promise<void>,
): Promise<void> {
  const bench = await Workbench.open(different);
  try {
    await use(bench);
    assert.equal(bench.bmc.sessions.size, 0, "every session is closed");
  } finally {
    bench.close();
  }
}

describe("the program that keeps a physical machine", () => {
  it("is the one that was agreed on", () => {
    const hash = createHash("sha256").update(hardwareProgram()).digest("hex");
    assert.equal(hardwareProgramSha256, hash, "write the new hash into hardwareCommands.ts");
  });

  it("installs it once, leaves it as it is then, and wipes it with evidence at its end", () =>
    on({}, async (bench) => {
      const { machine, log } = bench.bmc;
      const first = await bench.run("keep");
      assert.equal(first.status, 0, first.said);
      assert.deepEqual(log, [`insert ${medium}`, "override Once Cd", "On", "eject", "On"]);
      assert.deepEqual([machine.installations, machine.power], [1, "On"]);
      assert.equal(machine.drives[1]?.holds, "");
      assert.match(first.said, /"cpus":4,"memoryGiB":16/);
      assert.match(first.said, /"kind":"graphical","over":"web","open":true/);
      assert.match(first.said, /"kind":"serial","over":"ssh","open":true/);
      assert.match(first.said, /"faults":\[\]/);
      const files = [...bench.deposit.files.keys()].sort();
      assert.deepEqual(files, [`/${serial}/claim.json`, `/${serial}/done`]);
      const was = log.length;
      machine.fans[1] = "Critical";
      machine.powerSupplies[0] = "Warning";
      const second = await bench.run("keep");
      assert.equal(second.status, 0, second.said);
      assert.equal(log.length, was);
      assert.match(second.said, /"part":"fan","name":"Fan 2","severity":"critical"/);
      assert.match(second.said, /"part":"power","name":"PSU 1","severity":"warning"/);
      const gone = await bench.run("release");
      assert.equal(gone.status, 0, gone.said);
      assert.deepEqual(log.slice(was), ["ForceOff", `erase ${serial}-D1`, `erase ${serial}-D2`]);
      const evidence = [...bench.deposit.files].find(([path]) => path.includes("wiped-"));
      assert.match(evidence?.[1] ?? "", /"method":"SecureErase"/);
      assert.ok(!bench.deposit.files.has(`/${serial}/claim.json`));
      assert.deepEqual(await bench.run("release"), { status: 0, said: "{}" });
      assert.equal(log.length, was + 3);
      for (const secret of secrets) {
        assert.ok(![first, second, gone].some(({ said }) => said.includes(secret)));
      }
    }));

  it("touches no machine that is another one, or not what was ordered", () =>
    on({ cores: [2], memory: [{ mib: 8192, health: "OK" }], tpm: false }, async (bench) => {
      const disks = [
        { label: "system", sizeGiB: 500, serial: `${serial}-D1` },
        { label: "data", sizeGiB: 10, serial: "OTHER" },
      ];
      const interfaces = [
        { network: "ph-chemistry", mac: "00:00:00:00:00:01", address: "10.9.3.21" },
      ];
      const ordered = bench.document({ asset: "CH-1", disks, interfaces });
      const refused = await bench.run("keep", ordered);
      assert.equal(refused.status, 1);
      assert.deepEqual(refused.said.split("\n").slice(1), [
        "  the asset tag is CH-0042, ordered is CH-1",
        "  the number of cores is 2, ordered is 4",
        "  the memory in GiB is 8, ordered is 16",
        `  the drive ${serial}-D1 for disks.system holds 447 GiB, ordered are 500`,
        "  the drive OTHER for disks.data is not there",
        "  the network interface 00:00:00:00:00:01 for ph-chemistry is not there",
        "  there is no TPM",
      ]);
      const { machine } = bench.bmc;
      Object.assign(machine, { cores: [4], tpm: true });
      machine.memory = [{ mib: 16_384, health: "OK" }];
      machine.drives = machine.drives.map((drive) => ({ ...drive, health: "Warning" }));
      const failing = await bench.run("keep");
      assert.match(failing.said, /the drive CZ0042-D1 for disks\.system is failing/);
      const other = await bench.run("keep", bench.document({ serial: "CZ0043" }));
      assert.match(other.said, /Behind this BMC is the machine CZ0042 .*expected CZ0043/);
      assert.deepEqual(bench.bmc.log, []);
      assert.equal(bench.deposit.files.size, 0);
    }));

  it("touches no machine whose BMC does not take what installing it needs", () =>
    on({ takes: { boots: ["Pxe", "Hdd"], resets: ["On", "Nmi"] } }, async (bench) => {
      const { bmc, machine } = bench.document().sections;
      const look = await inspectHardware(bmc, machine, false);
      assert.deepEqual(look.state === "seen" && look.mismatches, [
        "The machine cannot start from a CD: its BMC takes Pxe, Hdd.",
        "This BMC cannot turn the machine Off: it takes On, Nmi.",
      ]);
      const { status, said } = await bench.run("keep");
      assert.equal(status, 1);
      assert.match(
        said,
        /was not touched:\n {2}The machine cannot start from a CD.*\n.* turn .* Off/,
      );
      assert.deepEqual([bench.bmc.log, bench.deposit.files.size], [[], 0]);
    }));

  it("wipes no stranger without the catalog's word", () =>
    on({ system: "debian" }, async (bench) => {
      const { machine, log } = bench.bmc;
      const signs: readonly (readonly [Partial<Hardware>, RegExp])[] = [
        [{}, /may be in use.*it starts debian from a disk/],
        [{ system: null, power: "On" }, /it is on/],
        [{ power: "Off", medium: "https://elsewhere.edu/x.iso" }, /x\.iso is in its drive/],
      ];
      for (const [different, said] of signs) {
        Object.assign(machine, different);
        const refused = await bench.run("keep");
        assert.equal(refused.status, 1);
        assert.match(refused.said, said);
        assert.deepEqual(log, []);
      }
      const allowed = await bench.run("keep", bench.document({ mayErase: true }));
      assert.equal(allowed.status, 0, allowed.said);
      assert.equal(machine.installations, 1);
    }));

  it("installs it anew once where a higher generation is asked for, and leaves the other drives", async () => {
    for (const off of ["GracefulShutdown", "ForceOff"]) {
      await on({ takes: { resets: ["On", "ForceOff", off] } }, async (bench) => {
        const { machine, log } = bench.bmc;
        await bench.run("keep");
        const [, data] = machine.drives;
        assert.ok(data);
        data.holds = "of the customer";
        const was = log.length;
        for (const _once of [1, 2]) {
          const anew = await bench.run("keep", bench.document({ generation: 2 }));
          assert.equal(anew.status, 0, anew.said);
        }
        const did = [off, `insert ${medium}`, "override Once Cd", "On", "eject", "On"];
        assert.deepEqual(log.slice(was), did);
        assert.deepEqual([machine.installations, data.holds], [2, "of the customer"]);
      });
    }
  });

  it("takes over what stands without touching it, and installs nothing on it later", () =>
    on(standing, async (bench) => {
      const { machine, log } = bench.bmc;
      const adopting = bench.document({ adopt: true });
      const differing = bench.document({ adopt: true, cpus: 8, asset: "CH-1" });
      const refused = await bench.run("keep", differing);
      assert.match(refused.said, /not touched:\n.*tag is CH-0042.*\n.*cores is 4, ordered is 8$/);
      machine.power = "Off";
      assert.match(
        (await bench.run("keep", adopting)).said,
        /it is off, and what is taken over runs/,
      );
      machine.power = "On";
      assert.deepEqual([...bench.deposit.files.keys()], []);
      for (const _once of [1, 2]) {
        assert.equal((await bench.run("keep", adopting)).status, 0);
      }
      const foreign = bench.document({ adopt: true, key: "comanaged/library/db" });
      assert.match(
        (await bench.run("keep", foreign)).said,
        /is the machine of comanaged\/chemistry/,
      );
      assert.equal((await bench.run("keep")).status, 0);
      assert.deepEqual([log, machine.installations, machine.starts], [[], 0, 0]);
    }));

  it("gives up what it was taking over as it stands", () =>
    on(standing, async (bench) => {
      const adopting = bench.document({ adopt: true });
      await bench.run("keep", adopting);
      assert.deepEqual(await bench.run("release", adopting), { status: 0, said: "{}" });
      assert.deepEqual([bench.bmc.log, bench.deposit.files.size], [[], 0]);
      assert.match((await bench.run("keep")).said, /may be in use/);
    }));

  it("touches no machine that is another server's, whatever the catalog says", () =>
    on({}, async (bench) => {
      assert.equal((await bench.run("keep")).status, 0);
      const was = bench.bmc.log.length;
      const formerly = ["comanaged/chemistry/db"];
      const renamed = bench.document({ key: "comanaged/chemistry/lims-db", formerly });
      assert.equal((await bench.run("keep", renamed)).status, 0);
      const foreign = bench.document({ key: "comanaged/library/db", mayErase: true });
      for (const action of ["keep", "release"] as const) {
        const refused = await bench.run(action, foreign);
        assert.match(refused.said, /is the machine of comanaged\/chemistry\/lims-db, and was not/);
      }
      assert.equal(bench.bmc.log.length, was);
    }));

  it("speaks to no BMC with another certificate, or with a wrong password", () =>
    on({}, async (bench) => {
      const document = bench.document();
      const { bmc } = document.sections;
      const fingerprint = Array.from({ length: 32 }, () => "00").join(":");
      const other = { ...document.sections, bmc: { ...bmc, trust: { fingerprint } } };
      const unpinned = await bench.run("keep", { version: 1, sections: other });
      assert.match(unpinned.said, /shows a certificate with the fingerprint/);
      assert.equal(bench.requests, 0);
      const wrong = { ...document.sections, bmc: { ...bmc, password: "wrong" } };
      const refused = await bench.run("keep", { version: 1, sections: wrong });
      assert.match(refused.said, /does not let the account comanaged in/);
    }));

  it("ends in time with one clear error where a BMC hangs, and the next run goes on there", async () => {
    const bench = await Workbench.open();
    try {
      for (const step of [1, 9]) {
        const from = bench.requests + step;
        bench.fate = (request) => (request < from ? "answered" : "held");
        const began = performance.now();
        const { status, said } = await bench.run("keep", bench.document(), 0, 250);
        assert.equal(status, 1);
        assert.match(said, /^[^\n]*: no answer (?:within 0\.25 s|in time)$/);
        assert.ok(performance.now() - began < 3000);
      }
      bench.fate = () => "answered";
      const whole = await bench.run("keep");
      assert.equal(whole.status, 0, whole.said);
      assert.equal(bench.bmc.machine.installations, 1);
    } finally {
      bench.close();
    }
  });

  it("tells in one line of any length, in the letters that its BMC uses, of all that fails", () =>
    on({ model: "Rück 『検証』\u2028'; $(rm)" }, async (bench) => {
      bench.bmc.machine.fans = Array.from({ length: 1500 }, () => "Critical" as const);
      const { status, said } = await bench.run("keep");
      assert.equal(status, 0);
      assert.ok(said.length > 65_536 && !said.includes("\n"));
      assert.equal(said.match(/"part":"fan"/g)?.length, 1500);
      assert.match(said, /Rück 『検証』/);
    }));
});
