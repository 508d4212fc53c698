import assert from "node:assert/strict";
import { isForUser } from "../../cli/tellUser.js";
import { RemoteFailure, Unanswered } from "../../components/remote/failure.js";

describe("a failure of a command", () => {
  it("is told without a stack where another server is its cause, and with one for a defect", () => {
    assert.ok(isForUser(new RemoteFailure("The backup server refuses.")));
    assert.ok(isForUser(new Unanswered("GET /: no answer within 60 s")));
    assert.ok(!isForUser(new TypeError("x is not a function")));
  });
});
