import * as assert from "node:assert/strict";
import { waysTo } from "../../../cli/console/ways.js";

describe("the ways to the console of a physical server", () => {
  it("are told with what a person types, over Redfish and over IPMI", () => {
    const consoles = [
      { kind: "graphical", over: "web", open: true },
      { kind: "serial", over: "ssh", open: true, port: 2200, entry: "console com2" },
      { kind: "serial", over: "ssh", open: false },
      { kind: "serial", over: "ipmi", open: true },
    ] as const;
    assert.deepEqual(waysTo(consoles, { address: "https://10.9.2.42" }), [
      "graphical console: https://10.9.2.42 in a browser",
      "serial console: ssh -p 2200 ACCOUNT@10.9.2.42, then: console com2",
      "serial console over ssh: closed in the BMC",
      "serial console: ipmitool -I lanplus -C 17 -H 10.9.2.42 -U ACCOUNT -L OPERATOR -f FILE sol activate",
    ]);
    const [, , , last] = consoles;
    assert.deepEqual(waysTo([last], { address: "ipmi://10.9.2.43:6230", cipherSuite: 3 }), [
      "serial console: ipmitool -I lanplus -C 3 -H 10.9.2.43 -p 6230 -U ACCOUNT -L OPERATOR -f FILE sol activate",
    ]);
    assert.deepEqual(waysTo([], { address: "https://10.9.2.42" }), [
      "The BMC tells of no console.",
    ]);
  });
});
