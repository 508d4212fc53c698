import * as assert from "node:assert/strict";
import type { Hardware } from "../../../simulator/physical/state.js";
import { secrets, serial, uuid } from "./bench.js";
import { IpmiBench } from "./ipmiBench.js";

/** Runs a test on a machine of its own. */
async function on(
  different: Partial<Hardware>,
  use: (bench: IpmiBench) => Promise<void>,
  suites?: readonly (3 | 17)[],
): Promise<void> {
  const bench = await IpmiBench.open(different, suites);
  try {
    await use(bench);
    assert.equal(bench.bmc.openSessions(), 0, "every session is closed");
  } finally {
    bench.close();
  }
}

describe("a physical machine whose BMC speaks nothing but IPMI", () => {
  it("is installed once through its network, and left as it is then", () =>
    on({}, async (bench) => {
      const { machine, log } = bench.bmc;
      const first = await bench.run("keep");
      assert.equal(first.status, 0, first.said);
      assert.deepEqual(log, ["override Once Pxe", "On", "override Disabled None", "On"]);
      assert.deepEqual([machine.installations, machine.power], [1, "On"]);
      assert.match(first.said, new RegExp(`"serial":"${serial}","uuid":"${uuid}"`));
      assert.match(first.said, /"name":"BMC","version":"1.40"/);
      assert.match(first.said, /"kind":"serial","over":"ipmi","open":true/);
      assert.match(first.said, /"faults":\[\]/);
      assert.doesNotMatch(first.said, /"cpus"|"memoryGiB"|"disks"|"interfaces"|"tpm"/);
      const was = log.length;
      machine.fans[1] = "Critical";
      machine.powerSupplies[0] = "Warning";
      machine.memory[2] = { mib: 4096, health: "Warning" };
      const second = await bench.run("keep");
      assert.equal(second.status, 0, second.said);
      assert.equal(log.length, was);
      assert.match(second.said, /"part":"fan","name":"FAN 2","severity":"critical"/);
      assert.match(second.said, /"part":"power","name":"PSU 1","severity":"warning"/);
      assert.match(second.said, /"part":"memory","name":"DIMM 3","severity":"warning"/);
      for (const secret of secrets) {
        assert.ok(![first, second].some(({ said }) => said.includes(secret)));
      }
    }));

  it("is never wiped over IPMI, and says how it is done instead", () =>
    on({}, async (bench) => {
      assert.equal((await bench.run("keep")).status, 0);
      const was = bench.bmc.log.length;
      const refused = await bench.run("release");
      assert.match(refused.said, /CZ0042-D1 and CZ0042-D2 cannot be wiped over IPMI.*by hand/s);
      assert.equal(bench.bmc.log.length, was);
      assert.match(bench.deposit.files.get(`/${serial}/claim.json`) ?? "", /"installed"/);
      bench.deposit.files.delete(`/${serial}/claim.json`);
      assert.deepEqual(await bench.run("release"), { status: 0, said: "{}" });
    }));

  it("is not touched when it may be somebody's, is another one, or is not what was ordered", () =>
    on({}, async (bench) => {
      const cases = [
        [{ mayErase: false }, /its BMC does not tell what is on its disks/],
        [{ serial: "CZ0043" }, /Behind this BMC is the machine CZ0042 .*expected CZ0043/],
        [{ uuid: uuid.replace("3", "4") }, /Behind this BMC is the machine/],
        [{ asset: "CH-1" }, /the asset tag is CH-0042, ordered is CH-1/],
      ] as const;
      for (const [different, said] of cases) {
        const refused = await bench.run("keep", bench.document(different));
        assert.equal(refused.status, 1);
        assert.match(refused.said, said);
      }
      assert.deepEqual(bench.bmc.log, []);
    }));

  it("lets nobody in with a wrong password, or with a suite that it does not have", () =>
    on(
      {},
      async (bench) => {
        const wrong = await bench.run(
          "keep",
          bench.document({}, { cipherSuite: 3, password: "x" }),
        );
        assert.match(wrong.said, /does not let the account comanaged in/);
        const long = await bench.run("keep", bench.document({}, { password: "x".repeat(21) }));
        assert.match(long.said, /too long: IPMI takes at most 20 bytes/);
        const none = await bench.run("keep");
        assert.match(none.said, /does not offer cipher suite 17 of IPMI.*"cipherSuite: 3"/);
        const kept = await bench.run("keep", bench.document({}, { cipherSuite: 3 }));
        assert.equal(kept.status, 0, kept.said);
      },
      [3],
    ));

  it("ends in time with one clear error where its BMC hangs, and goes on there in the next run", () =>
    on({}, async (bench) => {
      bench.fate = (request) => (request < 12 ? "answered" : "held");
      const { status, said } = await bench.run("keep", undefined, { request: 600, inAll: 0 });
      assert.equal(status, 1);
      assert.match(said, /^[^\n]*no answer within 0\.6 s[^\n]*$/);
      bench.fate = () => "answered";
      bench.bmc.restart();
      const whole = await bench.run("keep");
      assert.equal(whole.status, 0, whole.said);
      assert.equal(bench.bmc.machine.installations, 1);
    }));
});
