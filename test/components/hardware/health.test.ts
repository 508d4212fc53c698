import * as assert from "node:assert/strict";
import { type HealthEvent, healthOf } from "../../../components/hardware/health.js";
import type { Hardware } from "../../../simulator/physical/state.js";
import { secrets, serial, uuid, Workbench } from "./bench.js";
import { IpmiBench } from "./ipmiBench.js";

const now = new Date("2026-11-22T03:00:00Z");
const later = new Date("2026-11-22T04:00:00Z");

const failing: Partial<Hardware> = {
  fans: ["OK", "Critical"],
  powerSupplies: ["Warning", "OK"],
  fanLog: [
    { at: "2026-11-21T20:00:00Z", fan: 0, health: "Warning" },
    { at: "2026-11-21T21:00:00Z", fan: 0, health: "OK" },
    { at: "2026-11-22T02:00:00Z", fan: 1, health: "Critical" },
  ],
};

const shortly = ({ time, component, severity, source }: HealthEvent) =>
  `${time} ${component} ${severity} ${source}`;

const expected = [
  "2026-11-22T03:00:00.000Z fan critical status",
  "2026-11-22T03:00:00.000Z power warning status",
  "2026-11-21T20:00:00.000Z fan warning log",
  "2026-11-22T02:00:00.000Z fan critical log",
];

describe("what is not well in a physical machine", () => {
  for (const [way, open] of [
    ["Redfish", (different: Partial<Hardware>) => Workbench.open(different)],
    ["IPMI", (different: Partial<Hardware>) => IpmiBench.open(different)],
  ] as const) {
    it(`is told in one format, with ids that stay, over ${way}`, async () => {
      const bench = await open(structuredClone({ ...failing, drives: [], memory: [] }));
      try {
        const { bmc } = bench.document().sections;
        const first = await healthOf(bmc, { serial, uuid }, now);
        assert.deepEqual(first.map(shortly), expected);
        assert.ok(first.every(({ what }) => what.length > 3));
        const second = await healthOf(bmc, { serial, uuid }, later);
        const ids = first.map(({ id }) => id);
        assert.deepEqual(
          second.map(({ id }) => id),
          ids,
        );
        assert.equal(new Set(ids).size, ids.length);
        bench.bmc.machine.fans[1] = "Warning";
        const milder = await healthOf(bmc, { serial, uuid }, later);
        assert.deepEqual(
          milder.map(({ id }) => ids.includes(id)),
          [false, true, true, true],
        );
        const refused = await healthOf({ ...bmc, password: "wrong" }, { serial, uuid }, now);
        assert.deepEqual(
          refused.map(({ component, severity }) => [component, severity]),
          [["bmc", "warning"]],
        );
        assert.match(refused[0]?.what ?? "", /does not let the account comanaged in/);
        const said = JSON.stringify([first, refused]);
        assert.ok(!secrets.some((secret) => said.includes(secret)));
      } finally {
        bench.close();
      }
    });
  }
});
