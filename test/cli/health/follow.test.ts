import assert from "node:assert/strict";
import fc from "fast-check";
import type { Told } from "../../../cli/health/events.js";
import { follow } from "../../../cli/health/follow.js";
import { type Followed, Following } from "../../../cli/health/following.js";

const time = "2026-11-22T03:00:00.000Z";

const event = (
  server: string,
  id: string,
  different: Partial<Pick<Told, "time" | "component" | "source">> = {},
): Told => ({
  ...{ time, stack: "chemistry", server, asset: "CH-0042", component: "fan", name: "Fan 2" },
  ...{ severity: "critical", what: "fails", source: "status", id, ...different },
});

const shortly = (told: readonly Followed[]) => told.map(({ id, source }) => `${id} ${source}`);

describe("physical servers that are followed", () => {
  it("have each event told once, and a status that is over as well", () => {
    const following = new Following();
    const fan = event("db", "fan");
    const old = event("db", "old", { source: "log" });
    const logged = event("db", "new", { source: "log" });
    assert.deepEqual(shortly(following.next([fan, old], time)), ["fan status"]);
    assert.deepEqual(shortly(following.next([fan, old], time)), []);
    assert.deepEqual(shortly(following.next([fan, old, logged], time)), ["new log"]);
    const [ended] = following.next([old, logged], "later");
    assert.deepEqual(ended, { ...fan, time: "later", source: "ended" });
    assert.deepEqual(shortly(following.next([fan, old, logged], time)), ["fan status"]);
    assert.deepEqual(shortly(following.next([fan], time)), []);
  });

  it("have what their logs say since then told at first", () => {
    const before = event("db", "before", { source: "log", time: "2026-11-22T01:00:00.000Z" });
    const after = event("db", "after", { source: "log", time: "2026-11-22T02:00:00.000Z" });
    const following = new Following(new Date("2026-11-22T02:00:00Z"));
    assert.deepEqual(shortly(following.next([before, after], time)), ["after log"]);
  });

  it("are not well again because nobody could look at them", () => {
    const following = new Following();
    const [fan, log] = [event("db", "fan"), event("db", "log", { source: "log" })];
    const away = event("db", "away", { component: "bmc" });
    following.next([fan, log, event("web", "fan")], time);
    assert.deepEqual(shortly(following.next([away], time)), ["away status", "fan ended"]);
    assert.deepEqual(shortly(following.next([away], time)), []);
    assert.deepEqual(shortly(following.next([fan, log], time)), ["away ended"]);
  });

  it("have as many beginnings as ends and statuses that last, whatever the looks find", () => {
    const id = fc.constantFrom("a", "b", "c", "d");
    const look = fc.uniqueArray(fc.tuple(fc.constantFrom("db", "web"), id), {
      selector: ([server, own]) => `${server} ${own}`,
    });
    fc.assert(
      fc.property(fc.array(look), (looks) => {
        const following = new Following();
        const open = new Set<string>();
        for (const found of looks) {
          const now = found.map(([server, own]) => event(server, own));
          for (const { server, id: own, source } of following.next(now, time)) {
            const key = `${server} ${own}`;
            assert.equal(open.has(key), source === "ended");
            if (source === "ended") {
              open.delete(key);
            } else {
              open.add(key);
            }
          }
          assert.deepEqual([...open].sort(), found.map((one) => one.join(" ")).sort());
        }
      }),
    );
  });

  it("are looked at until that is interrupted, and nothing is told after it", async () => {
    const ending = new AbortController();
    const told: Followed[] = [];
    let looks = 0;
    const look = async () => {
      looks += 1;
      if (looks === 3) {
        ending.abort();
      }
      return [event("db", `look ${looks}`, { source: "log" })];
    };
    const pace = { everySeconds: 0, signal: ending.signal };
    await follow(look, (one) => told.push(one), pace);
    assert.deepEqual([looks, shortly(told)], [3, ["look 2 log"]]);
    const waiting = new AbortController();
    const ended = follow(
      async () => [],
      () => assert.fail(),
      {
        everySeconds: 9999,
        signal: waiting.signal,
      },
    );
    setImmediate(() => waiting.abort());
    await ended;
  });
});
