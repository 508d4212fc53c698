import * as assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { Wire } from "../../../components/hardware/wire.js";
import { listenWith } from "../../../simulator/physical/deposit.js";

describe("what is sent to a BMC", () => {
  it("goes over one connection, however long that lasts, and has its own time each", async () => {
    const ports = new Set<number | undefined>();
    const { address, fingerprint, stop } = await listenWith(
      "bmc",
      async ({ socket }, response) => {
        ports.add(socket.remotePort);
        response.end("{}");
      },
      (_method, path) => (path === "/held" ? "held" : "answered"),
    );
    const open = (request: number) =>
      new Wire(
        { address, trust: { fingerprint } },
        { request, inAll: 0, wait: () => Promise.resolve() },
      );
    const [wire, hasty] = [open(300), open(100)];
    try {
      for (let request = 0; request < 4; request += 1) {
        await wire.send({ method: "POST", path: "/", repeatable: false });
        await wait(110);
      }
      assert.equal(ports.size, 1);
      const held = hasty.send({ method: "GET", path: "/held", repeatable: true });
      await assert.rejects(held, /GET .*\/held: no answer (?:within 0\.1 s|in time)$/);
    } finally {
      wire.end();
      hasty.end();
      stop();
    }
  });
});
