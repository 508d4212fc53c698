import assert from "node:assert/strict";
import { plainToken } from "../../policies/framework/token.js";

describe("The token of a type", () => {
  it("loses the version that Azure's bindings write into it", () => {
    const plain = "azure-native:compute:VirtualMachine";
    assert.equal(plainToken("azure-native:compute/v20240701:VirtualMachine"), plain);
    assert.equal(plainToken("azure-native:compute/v20240701preview:VirtualMachine"), plain);
    assert.equal(plainToken("azure-native_compute_v20240701:compute:VirtualMachine"), plain);
  });

  it("stays as it is otherwise", () => {
    for (const token of [
      "azure-native:compute:VirtualMachine",
      "azure-native:compute/v2:VirtualMachine",
      "aws:ec2/instance:Instance",
      "comanaged:server:Server",
    ]) {
      assert.equal(plainToken(token), token);
    }
  });
});
