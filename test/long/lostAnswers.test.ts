import * as assert from "node:assert/strict";
import type { Hardware } from "../../simulator/physical/state.js";
import { serial, standing, Workbench } from "../components/hardware/bench.js";
import { IpmiBench } from "../components/hardware/ipmiBench.js";

describe("The program that keeps a physical machine, on bad lines", function () {
  this.timeout(600_000);

  it("says when an installation broke off, and begins anew", () =>
    withBench(async (bench) => {
      const silent = await bench.run("keep", bench.document({ answers: { "preseed.cfg": "" } }));
      assert.match(silent.said, /has not ended within two hours/);
      const adopted = await bench.run("keep", bench.document({ adopt: true }));
      assert.match(adopted.said, /CH-0042 is being installed as db.*Take "adopt" out/);
      bench.bmc.machine.power = "Off";
      bench.bmc.machine.installing = null;
      const again = await bench.run("keep");
      assert.equal(again.status, 0, again.said);
      assert.equal(bench.bmc.machine.installations, 1);
    }));

  it("needs no second run when one answer is lost", async () => {
    const steps = await stepsOf("keep");
    for (let step = 1; step <= steps; step += 2) {
      await withBench(async (bench) => {
        bench.fate = (request) => (request === step ? "lost" : "answered");
        const kept = await bench.run("keep");
        assert.equal(kept.status, 0, `step ${step}: ${kept.said}`);
        const { installations, power } = bench.bmc.machine;
        assert.deepEqual([installations, power], [1, "On"], `step ${step}`);
      });
    }
  });

  it("ends with exactly one server when the line is cut for good at any step, and is run again", async () => {
    const steps = await stepsOf("keep");
    for (let step = 1; step <= steps; step += 1) {
      await withBench(async (bench) => {
        bench.fate = (request) =>
          request < step ? "answered" : request === step ? "lost" : "refused";
        const cut = await bench.run("keep", bench.document(), 0);
        // The last one is the end of the session, of which nothing depends.
        assert.equal(cut.status, step === steps ? 0 : 1, `step ${step}: ${cut.said}`);
        const stood = bench.deposit.files.get(`/${serial}/claim.json`) ?? "";
        bench.fate = () => "answered";
        const { machine } = bench.bmc;
        const before = machine.installations;
        const again = await bench.run("keep");
        assert.equal(again.status, 0, `step ${step}: ${again.said}`);
        assert.deepEqual([machine.power, machine.medium], ["On", null], `step ${step}`);
        assert.equal(machine.installations, 1, `step ${step}`);
        // What was installed is never installed again.
        assert.ok(!stood.includes('"installed"') || before === 1);
        assert.equal(machine.drives[0]?.holds, `db ${machine.installed?.attempt}`);
        assert.equal((await bench.run("keep")).status, 0);
        assert.equal(machine.installations, 1);
      });
    }
  });

  it("is installed anew once when the line is cut for good, and is run again", async () => {
    const steps = await stepsOf("keep");
    for (let step = 3; step <= steps; step += 9) {
      await withBench(async (bench) => {
        await bench.run("keep");
        const first = bench.requests;
        bench.fate = (request) => (request < first + step ? "answered" : "refused");
        const anew = bench.document({ generation: 2 });
        await bench.run("keep", anew, 0);
        bench.fate = () => "answered";
        const again = await bench.run("keep", anew);
        assert.equal(again.status, 0, `step ${step}: ${again.said}`);
        const { installations, power, medium } = bench.bmc.machine;
        assert.deepEqual([installations, power, medium], [2, "On", null], `step ${step}`);
      });
    }
  });

  it("takes over without touching when the line is cut for good at any step, and is run again", async () => {
    const steps = await stepsOfAdoption();
    // The machine is only read before.
    for (let step = steps - 8; step <= steps; step += 1) {
      await withBench(async (bench) => {
        bench.fate = (request) =>
          request < step ? "answered" : request === step ? "lost" : "refused";
        await bench.run("keep", bench.document({ adopt: true }), 0);
        bench.fate = () => "answered";
        for (const different of [{ adopt: true } as const, {}]) {
          const again = await bench.run("keep", bench.document(different));
          assert.equal(again.status, 0, `step ${step}: ${again.said}`);
        }
        const { log, machine } = bench.bmc;
        assert.deepEqual([log, machine.installations, machine.starts], [[], 0, 0]);
      }, standing);
    }
  });

  it("wipes and hands back when the line is cut for good at any step, and is run again", async () => {
    const steps = await stepsOf("release");
    for (let step = 1; step <= steps; step += 1) {
      await withBench(async (bench) => {
        assert.equal((await bench.run("keep")).status, 0);
        const first = bench.requests;
        bench.fate = (request) =>
          request < first + step ? "answered" : request === first + step ? "lost" : "refused";
        await bench.run("release", bench.document(), 0);
        bench.fate = () => "answered";
        const again = await bench.run("release");
        assert.equal(again.status, 0, `step ${step}: ${again.said}`);
        assert.ok(bench.bmc.machine.drives.every(({ erasures }) => erasures >= 1));
        const files = [...bench.deposit.files.keys()];
        assert.ok(
          files.some((path) => path.includes("/wiped-")),
          `step ${step}`,
        );
        assert.ok(!files.includes(`/${serial}/claim.json`), `step ${step}`);
      });
    }
  });
});

describe("The program that keeps a machine over IPMI, on bad lines", function () {
  this.timeout(600_000);
  const few = { fans: ["OK"], powerSupplies: [], memory: [] } satisfies Partial<Hardware>;

  it("is not disturbed by lost datagrams and a BMC that restarts", async () => {
    const bench = await IpmiBench.open(few);
    try {
      bench.fate = (request) => {
        if (request === 60) {
          bench.bmc.restart();
        }
        return request % 13 === 0 ? "lost" : request % 17 === 0 ? "refused" : "answered";
      };
      const kept = await bench.run("keep", bench.document(), { request: 2_000 });
      assert.equal(kept.status, 0, kept.said);
      assert.deepEqual([bench.bmc.machine.installations, bench.bmc.machine.power], [1, "On"]);
    } finally {
      bench.close();
    }
  });

  it("ends with exactly one server when the line is cut for good at any step, and is run again", async () => {
    const whole = await IpmiBench.open(few);
    await whole.run("keep");
    const steps = whole.requests;
    whole.close();
    for (let step = 2; step <= steps; step += 6) {
      const bench = await IpmiBench.open(few);
      try {
        bench.fate = (request) =>
          request < step ? "answered" : request === step ? "lost" : "refused";
        await bench.run("keep", bench.document(), { request: 200, inAll: 0 });
        const stood = bench.deposit.files.get(`/${serial}/claim.json`) ?? "";
        bench.fate = () => "answered";
        const { machine } = bench.bmc;
        const before = machine.installations;
        const again = await bench.run("keep");
        assert.equal(again.status, 0, `step ${step}: ${again.said}`);
        assert.deepEqual([machine.installations, machine.power], [1, "On"], `step ${step}`);
        assert.ok(!stood.includes('"installed"') || before === 1);
        assert.equal(machine.drives[0]?.holds, `db ${machine.installed?.attempt}`);
      } finally {
        bench.close();
      }
    }
  });
});

/** How many requests an undisturbed run sends. */
async function stepsOf(action: "keep" | "release"): Promise<number> {
  let steps = 0;
  await withBench(async (bench) => {
    await bench.run("keep");
    const kept = bench.requests;
    await bench.run("release");
    steps = action === "keep" ? kept : bench.requests - kept;
  });
  return steps;
}

async function stepsOfAdoption(): Promise<number> {
  let steps = 0;
  await withBench(async (bench) => {
    await bench.run("keep", bench.document({ adopt: true }));
    steps = bench.requests;
  }, standing);
  return steps;
}

async function withBench(
  use: (bench: Workbench) => Promise<void>,
  different: Partial<Hardware> = {},
): Promise<void> {
  const bench = await Workbench.open(different);
  try {
    await use(bench);
  } finally {
    bench.close();
  }
}
