import assert from "node:assert/strict";
import { foundAgainAt } from "../../../components/recovery/foundAgain.js";
import { keepLinux } from "../../../components/service/access/commands.js";
import { keepHyperv } from "../../../components/service/access/windowsCommands.js";
import { keepHardware } from "../../../components/service/hardware/hardwareCommands.js";

describe("a create that broke off", () => {
  it("is found again where a machine is kept by a command, and nowhere else", () => {
    assert.equal(foundAgainAt({ create: keepHyperv }), "its Hyper-V host");
    assert.equal(foundAgainAt({ create: keepHardware }), "its deposit");
    assert.equal(foundAgainAt({ create: keepLinux }), undefined);
    assert.equal(foundAgainAt({}), undefined);
  });
});
