import assert from "node:assert/strict";
import { levels } from "../../../components/service/blastRadius/level.js";
import { roughStop } from "../../../components/service/shutdown.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";
const deaf = { powerState: "on", vmwareToolsStatus: "guestToolsNotRunning" };

describe("a server that would be restarted", () => {
  it("would lose its power when it is on and VMware Tools do not run in it", () => {
    assert.match(roughStop(machine, "reboot", deaf) ?? "", /guestToolsNotRunning/);
  });

  it("is shut down first in every other case", () => {
    for (const state of [
      { ...deaf, vmwareToolsStatus: "guestToolsRunning" },
      { ...deaf, powerState: "off" },
      { powerState: "on" },
      {},
      undefined,
    ]) {
      assert.equal(roughStop(machine, "reboot", state), undefined);
    }
    assert.equal(roughStop("aws:ec2/instance:Instance", "reboot", deaf), undefined);
  });

  it("is judged only when it is restarted", () => {
    const judged = levels.filter((level) => roughStop(machine, level, deaf) !== undefined);
    assert.deepEqual(judged, ["reboot"]);
  });
});
