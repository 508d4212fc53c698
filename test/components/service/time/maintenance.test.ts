import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { shortNotice } from "../../../../components/service/time/maintenance.js";

const start = Temporal.Instant.from("2026-12-15T21:00+01:00");
const restart = {
  group: "production",
  opening: { start, end: start.add({ hours: 4 }) },
  timeZone: "Europe/Berlin",
};
const promise = { leadHours: 168, approvals: [] };

describe("the notice of a restart", () => {
  it("is in time as long as the planning date begins before the lead time", () => {
    assert.equal(shortNotice(restart, promise, "2026-12-08"), undefined);
    assert.match(shortNotice(restart, promise, "2026-12-09") ?? "", /than the 168 h .*"approvals"/);
    assert.equal(shortNotice(restart, { ...promise, leadHours: 21 }, "2026-12-15"), undefined);
    assert.match(shortNotice(restart, { ...promise, leadHours: 22 }, "2026-12-15") ?? "", /22 h/);
  });

  it("may be short where an approval names the group and the date", () => {
    const approval = { group: "production", openings: ["2026-12-15"], approver: "a@b.example" };
    const said = (change: object) =>
      shortNotice(restart, { ...promise, approvals: [{ ...approval, ...change }] }, "2026-12-14");
    assert.match(said({}) ?? "", /which is approved\.$/);
    assert.match(said({ group: "test" }) ?? "", /have it allowed/);
    assert.match(said({ openings: ["2026-12-16"] }) ?? "", /production on 2026-12-15/);
  });
});
