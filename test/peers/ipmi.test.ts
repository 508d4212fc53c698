import * as assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { IpmiWay } from "../../components/hardware/ipmi/way.js";
import { labelOf } from "../../simulator/physical/ipmi/labels.js";
import { recordOf } from "../../simulator/physical/ipmi/sensors.js";
import { newHardware } from "../../simulator/physical/newHardware.js";
import { serial, uuid } from "../components/hardware/bench.js";
import { IpmiBench } from "../components/hardware/ipmiBench.js";

const run = promisify(execFile);
const account = { user: "comanaged", password: "bmc-secret" };
const patience = {
  ...{ request: 4_000, inAll: 10_000 },
  wait: (milliseconds: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, 200))),
};

const sensors = [
  { name: "Inlet", type: 1, readingType: 1, states: 0 },
  { name: "Fan 1", type: 4, readingType: 1, states: 0 },
  { name: "PSU 1", type: 8, readingType: 0x6f, states: 0 },
  { name: "DIMM A1", type: 12, readingType: 0x6f, states: 0 },
];

const hex = (bytes: Buffer) => [...bytes].map((byte) => `0x${byte.toString(16)}`).join(" ");
const bits = "000000000000000";

/** What makes the BMC of ipmi_sim a machine's. */
function commands(): string {
  const label = labelOf(newHardware(serial, uuid, { assetTag: "CH-0042" }));
  return [
    "mc_setbmc 0x20",
    "mc_add 0x20 0 no-device-sdrs 0x23 1 0x40 0x9f 0x1291 0xf02",
    "sel_enable 0x20 1000 0x0a",
    `mc_add_fru_data 0x20 0 ${label.length} data ${hex(label)}`,
    ...sensors.flatMap((sensor, index) => {
      const { type, readingType } = sensor;
      const number = index + 1;
      return [
        `sensor_add 0x20 0 ${number} ${type} ${readingType}`,
        `sensor_set_event_support 0x20 0 ${number} enable scanning per-state ${bits} ${bits} ${bits} ${bits}`,
        `main_sdr_add 0x20 ${hex(recordOf(sensor, number))}`,
      ];
    }),
    // Too hot beyond the second limit, and a supply that is there and has failed.
    "sensor_set_bit 0x20 0 1 3 1 0",
    "sensor_set_bit 0x20 0 1 4 1 0",
    "sensor_set_bit 0x20 0 3 0 1 0",
    "sensor_set_bit 0x20 0 3 1 1 0",
    "sensor_set_bit 0x20 0 4 6 1 0",
    "mc_enable 0x20",
    // The log says that a module of memory has an error that cannot be corrected.
    "sel_add 0x20 0x02 0x00 0x51 0x1b 0x69 0x20 0x00 0x04 0x0c 0x04 0x6f 0xa1 0xff 0xff",
    "",
  ].join("\n");
}

/** Keeps what the machine is told in files of a folder. */
const chassis = (folder: string) => `#!/bin/sh
op=$2
shift 2
while [ $# -gt 0 ]; do
  file="${folder}/$1"
  case $op in
    get) echo "$1:$(cat "$file")"; shift ;;
    set) echo "$2" > "$file"; shift 2 ;;
    *) exit 0 ;;
  esac
done
`;

async function freePort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  return port;
}

describe("the client of BMCs that speak IPMI, with ipmi_sim of OpenIPMI", function () {
  this.timeout(60_000);
  let folder: string;
  let simulator: ReturnType<typeof spawn>;
  let port: number;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "comanaged-ipmisim-"));
    port = await freePort();
    const lan = [
      'name "machine"',
      "set_working_mc 0x20",
      "startlan 1",
      `addr 127.0.0.1 ${port}`,
      "priv_limit admin",
      "allowed_auths_admin md5",
      `guid ${uuid.replaceAll("-", "")}`,
      "endlan",
      `chassis_control "${join(folder, "chassis")} 0x20"`,
      `user 2 true "${account.user}" "${account.password}" operator 10`,
    ];
    writeFileSync(join(folder, "lan.conf"), `${lan.join("\n")}\n`);
    writeFileSync(join(folder, "machine.emu"), commands());
    writeFileSync(join(folder, "chassis"), chassis(folder), { mode: 0o755 });
    writeFileSync(join(folder, "power"), "0");
    writeFileSync(join(folder, "boot"), "none");
    const files = ["-c", join(folder, "lan.conf"), "-f", join(folder, "machine.emu")];
    simulator = spawn("ipmi_sim", ["-n", "-s", folder, ...files], { stdio: "ignore" });
    await (await open()).end();
  });

  after(async () => {
    const gone = once(simulator, "exit");
    simulator.kill();
    await gone;
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (different: object = {}, identity = { serial, uuid }) =>
    IpmiWay.open(
      { address: `ipmi://127.0.0.1:${port}`, cipherSuite: 3, ...account, ...different },
      patience,
      identity,
    );

  it("knows a machine, what fails in it, and turns it on and off", async () => {
    const way = await open();
    try {
      const { assetTag, model, firmware, faults, power } = await way.inventory();
      assert.deepEqual([assetTag, model, power], ["CH-0042", "Example R2", "off"]);
      assert.deepEqual(firmware, [{ name: "BMC", version: "1.40" }]);
      assert.deepEqual(faults, [
        { part: "temperature", name: "Inlet", severity: "critical", what: "is above its limit" },
        { part: "power", name: "PSU 1", severity: "critical", what: "has failed" },
      ]);
      assert.deepEqual(
        (await way.logged()).map(({ part, name, severity, what }) => ({
          part,
          name,
          severity,
          what,
        })),
        [
          {
            ...{ part: "memory", name: "DIMM A1", severity: "critical" },
            what: "has an error that cannot be corrected",
          },
        ],
      );
      for (const wanted of ["On", "Off", "On"] as const) {
        await way.turn(wanted);
        assert.equal(await way.isOn(), wanted === "On");
      }
    } finally {
      await way.end();
    }
  });

  it("lets nobody in with another password, another suite, or to another machine", async () => {
    await assert.rejects(open({ password: "another" }), /does not let the account comanaged in/);
    await assert.rejects(open({ user: "nobody" }), /does not let the account nobody in/);
    await assert.rejects(open({ cipherSuite: 17 }), /does not offer cipher suite 17/);
    await assert.rejects(open({}, { serial: "CZ0043", uuid }), /expected CZ0043/);
  });

  it("has the machine start from its network once", async () => {
    const way = await open();
    try {
      await way.startOnceFrom();
      assert.equal(readFileSync(join(folder, "boot"), "utf8").trim(), "pxe");
    } finally {
      await way.end();
    }
  });
});

describe("the simulated BMC that speaks IPMI, with Debian's ipmitool", function () {
  this.timeout(60_000);

  for (const suite of [17, 3] as const) {
    it(`is read, started and told what to start from, with cipher suite ${suite}`, async () => {
      const fanLog = [{ at: "2026-11-22T02:00:00Z", fan: 1, health: "Critical" as const }];
      const bench = await IpmiBench.open({ fans: ["OK", "Critical"], fanLog });
      const file = join(tmpdir(), `comanaged-ipmitool-${process.pid}`);
      const { user, password } = bench.document().sections.bmc;
      writeFileSync(file, password, { mode: 0o600 });
      const { hostname, port } = new URL(bench.bmc.address);
      const tool = async (...words: string[]) => {
        const where = ["-I", "lanplus", "-C", `${suite}`, "-H", hostname, "-p", port];
        const who = ["-U", user, "-f", file, "-L", "OPERATOR", ...words];
        return (await run("ipmitool", [...where, ...who])).stdout;
      };
      try {
        assert.match(await tool("mc", "guid", "smbios"), new RegExp(uuid, "i"));
        assert.match(await tool("fru", "print", "0"), new RegExp(`Product Serial *: ${serial}`));
        assert.match(await tool("sdr", "elist"), /FAN 2 .*\|.*\| *.*\|/);
        assert.match(
          await tool("sel", "elist"),
          /11\/22\/\S+ .* Fan FAN 2 .*Lower Critical going low/,
        );
        assert.match(await tool("sol", "info"), /Enabled *: *true/);
        await tool("chassis", "bootdev", "pxe", "options=efiboot");
        assert.deepEqual(bench.bmc.machine.override, {
          ...{ enabled: "Once", target: "Pxe", mode: "UEFI" },
        });
        await tool("power", "on");
        assert.equal(bench.bmc.machine.power, "On");
        assert.equal(bench.bmc.openSessions(), 0);
      } finally {
        rmSync(file);
        bench.close();
      }
    });
  }
});
