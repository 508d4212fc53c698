import assert from "node:assert/strict";
import { stableUuid } from "../../../components/service/stableUuid.js";

describe("A stable UUID", () => {
  it("is one by RFC 9562, the same for the same text only", () => {
    const own = stableUuid("a");
    assert.match(own, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(own, stableUuid("a"));
    assert.notEqual(own, stableUuid("b"));
  });
});
