import * as assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inventory } from "../../components/hardware/redfish/inventory.js";
import { Machine } from "../../components/hardware/redfish/machine.js";
import { system } from "../../components/hardware/redfish/models.js";
import { RedfishSession } from "../../components/hardware/redfish/session.js";
import { simulatedIdentity } from "../../simulator/veeam/certificate.js";
import { Workbench } from "../components/hardware/bench.js";
import { installed } from "./installed.js";

const run = promisify(execFile);
const port = 18_443;
const address = `https://127.0.0.1:${port}`;
/** The one machine that the emulator makes up. */
const emulated = "27946b59-9e44-4fa7-8e91-f3527a1ef094";
const patience = {
  ...{ request: 10_000, inAll: 20_000 },
  wait: (milliseconds: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, 1_000))),
};

describe("the client of BMCs, with the emulator of sushy-tools", function () {
  this.timeout(120_000);
  let folder: string;
  let emulator: ReturnType<typeof spawn>;
  let fingerprint: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "comanaged-sushy-"));
    const identity = await simulatedIdentity("sushy");
    fingerprint = identity.fingerprint;
    writeFileSync(join(folder, "key.pem"), identity.key);
    writeFileSync(join(folder, "certificate.pem"), identity.certificate);
    const settings = [
      "SUSHY_EMULATOR_LISTEN_IP = '127.0.0.1'",
      `SUSHY_EMULATOR_LISTEN_PORT = ${port}`,
      `SUSHY_EMULATOR_SSL_CERT = '${join(folder, "certificate.pem")}'`,
      `SUSHY_EMULATOR_SSL_KEY = '${join(folder, "key.pem")}'`,
      "SUSHY_EMULATOR_FAKE_DRIVER = True",
      `SUSHY_EMULATOR_STATE_DIR = '${folder}'`,
      `SUSHY_EMULATOR_STORAGE = {'${emulated}': [{'Id': '1', 'Name': 'local', ` +
        "'StorageControllers': [{'MemberId': '0', 'Name': 'one', 'SpeedGbps': 12}], 'Drives': ['D1']}]}",
      `SUSHY_EMULATOR_DRIVES = {('${emulated}', '1'): [{'Id': 'D1', 'Name': 'Bay 1', ` +
        "'CapacityBytes': 480000000000, 'Protocol': 'SAS'}]}",
    ];
    writeFileSync(join(folder, "emulator.conf"), `${settings.join("\n")}\n`);
    emulator = spawn(installed("sushy-emulator"), ["--config", join(folder, "emulator.conf")], {
      stdio: "ignore",
    });
    await answering();
  });

  after(async () => {
    const gone = once(emulator, "exit");
    emulator.kill();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });

  const open = () =>
    RedfishSession.open(
      { address, user: "admin", password: "password", trust: { fingerprint } },
      patience,
    );

  /** Waits until the emulator listens. */
  async function answering(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await (await open()).end();
        return;
      } catch (failure) {
        if (attempt > 100) {
          throw failure;
        }
        await patience.wait(200);
      }
    }
  }

  it("reads a machine, turns it on and off, and has it start from a CD once", async () => {
    const session = await open();
    try {
      const [found] = await session.members(session.root.Systems["@odata.id"], system);
      assert.ok(found?.UUID);
      const serial = found.SerialNumber ?? "";
      const machine = await Machine.find(session, patience, { serial, uuid: found.UUID });
      const seen = await inventory(session, machine);
      assert.deepEqual([seen.uuid, seen.disks?.map(({ sizeGiB }) => sizeGiB)], [emulated, [447]]);
      for (const power of ["Off", "On", "Off"] as const) {
        await machine.turn(power);
        assert.equal((await machine.read()).PowerState, power);
      }
      await machine.startOnceFromCd();
      const { Boot } = await machine.read();
      assert.equal(Boot?.BootSourceOverrideTarget, "Cd");
    } finally {
      await session.end();
    }
  });
});

describe("the simulated BMC, with Debian's redfishtool", function () {
  this.timeout(120_000);

  it("is read, started and told what to start from", async () => {
    const bench = await Workbench.open();
    const file = join(tmpdir(), `comanaged-redfishtool-${process.pid}.json`);
    const { user, password } = bench.document().sections.bmc;
    writeFileSync(file, JSON.stringify({ user, password }), { mode: 0o600 });
    const tool = async (...words: string[]) => {
      const host = new URL(bench.bmc.address).host;
      const all = ["-r", host, "-S", "Always", "-A", "Session", "-c", file, "Systems", ...words];
      return (await run("redfishtool", all)).stdout;
    };
    try {
      const told: { SerialNumber: string } = JSON.parse(await tool("-F", "get"));
      assert.equal(told.SerialNumber, "CZ0042");
      await tool("-F", "setBootOverride", "Once", "Cd");
      assert.deepEqual(bench.bmc.machine.override, { enabled: "Once", target: "Cd", mode: "UEFI" });
      await tool("-F", "reset", "On");
      assert.equal(bench.bmc.machine.power, "On");
      assert.equal(bench.bmc.sessions.size, 0);
    } finally {
      rmSync(file);
      bench.close();
    }
  });
});
