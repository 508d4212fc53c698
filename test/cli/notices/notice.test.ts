import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { spanOf } from "../../../cli/calendar/entries.js";
import { jsonOf } from "../../../cli/notices/command.js";
import { noticesOf } from "../../../cli/notices/notice.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { withFolder } from "../../stacks/refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const chemistry = readFileSync("stacks/chemistry.estate.yaml", "utf8");

const notices = (asOf: string, added = "", edit = (text: string) => text) => {
  const text = edit(`${chemistry.replace("asOf: 2026-11-21", `asOf: ${asOf}`)}${added}`);
  const { estate } = withFolder({ "catalog.yaml": catalog, "a.estate.yaml": text }, (folder) =>
    readEstate(folder, "a"),
  );
  return noticesOf(estate, spanOf(asOf, 60));
};
const due = (...given: Parameters<typeof notices>) =>
  notices(...given)
    .filter(({ isDue }) => isDue)
    .map(({ entry, sendBy }) => `${entry.group} ${sendBy}`);

const emergency = `emergencies:
  - { advisory: CVE-2026-1, groups: [test], notBefore: 2026-11-24T18:00, timeZone: Asia/Tokyo }
`;

describe("the notices to a customer", () => {
  it("are due when their lead time begins on the planning date or the day after", () => {
    assert.deepEqual(due("2026-12-01"), []);
    assert.deepEqual(due("2026-12-02"), ["test 2026-12-03 21:00"]);
    assert.deepEqual(due("2026-12-07").slice(-1), ["production 2026-12-08 21:00"]);
  });

  it("say what happens to which servers, and when in local time", () => {
    const notice = notices("2026-12-07").find(({ entry }) => entry.group === "production");
    assert.equal(notice?.to, "it@chemistry.example.edu");
    assert.match(notice?.text ?? "", /Begins: 2026-12-15 21:00 \(Europe\/Berlin\)/);
    assert.match(notice?.text ?? "", /Ends: 2026-12-16 01:00 .*, 4 h later/);
    assert.match(notice?.text ?? "", /restarts where a patch needs it/);
    assert.match(notice?.text ?? "", /- lims-db-1 \(lims, production\)/);
    assert.doesNotMatch(notice?.text ?? "", /lims-app-2/);
  });

  it("of an emergency are due at once, before it runs, and name the advisory", () => {
    // 18:00 in Tokyo is 10:00 in Berlin, four hours after the end of the lead time.
    assert.deepEqual(due("2026-11-21", emergency), ["test 2026-11-24 06:00"]);
    const [notice] = notices("2026-11-21", emergency);
    assert.match(notice?.subject ?? "", /^Emergency patching of test.*2026-11-24 10:00/);
    assert.match(notice?.text ?? "", /advisory CVE-2026-1, at short notice/);
    assert.deepEqual(due("2026-11-25", emergency), []);
  });

  it("tell of a moved window where it goes and why, and nothing of a skipped one", () => {
    const exception = (entry: string) => (text: string) =>
      text.replace(
        "    window: patch-week-next-tuesday-night\n",
        `    window: patch-week-next-tuesday-night\n    exceptions: [{ ${entry} }]\n`,
      );
    const to = "2026-12-18T20:00";
    const move = exception(`action: move, opening: 2026-12-15, to: ${to}, reason: conference`);
    const moved = notices("2026-12-07", "", move).find(({ entry }) => entry.group === "production");
    assert.match(moved?.text ?? "", /another time than usual: conference/);
    assert.match(moved?.text ?? "", /Begins: 2026-12-18 20:00/);
    const skip = exception("action: skip, opening: 2026-12-15, reason: conference");
    const left = notices("2026-12-07", "", skip).filter(
      ({ entry }) => entry.group === "production",
    );
    assert.deepEqual(
      left.map(({ entry }) => entry.start.toString().slice(0, 10)),
      ["2027-01-19"],
    );
  });

  it("are data as well, the same for the same planning date", () => {
    const text = jsonOf(notices("2026-11-21", emergency));
    assert.equal(jsonOf(notices("2026-11-21", emergency)), text);
    assert.match(text, /"start": "2026-11-24T10:00\+01:00"/);
    assert.match(text, /"work": "emergency"/);
  });
});
