import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { type BackupEntry, backupEntries } from "../../../cli/calendar/backups.js";
import type { Platform } from "../../../components/service/platform.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";

const span = {
  from: Temporal.Instant.from("2027-01-01T00:00:00Z"),
  until: Temporal.Instant.from("2027-02-01T00:00:00Z"),
};

describe("the backups in the calendar", () => {
  const { estate } = readEstate("stacks", "chemistry");
  const on = (wanted: Platform): Estate => ({
    ...estate,
    servers: estate.servers.filter(({ platform }) => platform === wanted),
  });
  const serversIn = (kind: BackupEntry["kind"], some: Estate) => [
    ...new Set(
      backupEntries(some, span)
        .filter((entry) => entry.kind === kind)
        .flatMap(({ servers }) => servers),
    ),
  ];

  it("are those of all servers", () => {
    const names = estate.servers.map(({ name }) => name).sort();
    assert.deepEqual(serversIn("backup", estate).sort(), names);
    assert.deepEqual(serversIn("backup copy", estate).sort(), names);
  });

  it("name no restore tests of servers that nothing tests", () => {
    const onAws = on("aws").servers.map(({ name }) => name);
    assert.deepEqual(serversIn("restore test", estate).sort(), onAws.sort());
    assert.deepEqual(serversIn("restore test", on("vsphere")), []);
    assert.ok(serversIn("backup", on("vsphere")).length > 3);
  });
});
