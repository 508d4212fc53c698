import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { Temporal } from "temporal-polyfill";
import { growthOnAws } from "../../../cli/backups/awsGrowth.js";
import type { AwsServersScope } from "../../../cli/backups/awsServers.js";
import { growthRows, growthTable } from "../../../cli/backups/growthRows.js";
import { growthSources } from "../../../cli/backups/growthSources.js";
import { readEstate } from "../../../stacks/schema/read.js";

const account = "222222222222";
const now = Temporal.Instant.from("2026-11-21T12:00:00Z");
const gib = 2 ** 30;

/** Backups of an instance by their day, and how much its two volumes held then. */
const held: Readonly<Record<string, readonly number[]>> = {
  "2026-09-01": [1, 1],
  "2026-10-27": [10, 20],
  "2026-11-10": [12, 24],
  "2026-11-21": [15, 40],
};

const days = Object.keys(held);
const imageOf = (day: string) => `ami-${day.replaceAll("-", "")}`;
const snapshots = (day: string) => (held[day] ?? []).map((_, index) => `snap-${day}-${index}`);

const items = (texts: readonly string[]) => texts.map((text) => `<item>${text}</item>`).join("");

/** EC2 as far as it is asked: one instance, an image for each backup, and two snapshots in each. */
function ec2Answer(query: URLSearchParams, isSilent: boolean): string {
  const asked = (key: string) =>
    [...query].flatMap(([name, value]) => (name.startsWith(`${key}.`) ? [value] : []));
  switch (query.get("Action")) {
    case "DescribeInstances": {
      const tags = "<tagSet><item><key>Name</key><value>lims-1</value></item></tagSet>";
      const one = `<instanceId>i-0abc</instanceId>${tags}`;
      return `<reservationSet><item><instancesSet>${items([one])}</instancesSet></item></reservationSet>`;
    }
    case "DescribeImages": {
      const day = days.find((one) => asked("ImageId").includes(imageOf(one))) ?? "";
      const disks = snapshots(day).map((id) => `<ebs><snapshotId>${id}</snapshotId></ebs>`);
      return `<imagesSet><item><blockDeviceMapping>${items(disks)}</blockDeviceMapping></item></imagesSet>`;
    }
    default: {
      const told = days.flatMap((day) =>
        snapshots(day).flatMap((id, index) => {
          const size = (held[day]?.[index] ?? 0) * gib;
          const full = isSilent ? "" : `<fullSnapshotSizeInBytes>${size}</fullSnapshotSizeInBytes>`;
          return asked("SnapshotId").includes(id) ? [`<snapshotId>${id}</snapshotId>${full}`] : [];
        }),
      );
      return `<snapshotSet>${items(told)}</snapshotSet>`;
    }
  }
}

const points = (complete: readonly string[]) => ({
  RecoveryPoints: complete.map((day) => ({
    RecoveryPointArn: `arn:aws:ec2:eu-central-1::image/${imageOf(day)}`,
    CreationDate: Date.parse(`${day}T12:00:00Z`) / 1000,
    Status: "COMPLETED",
    // What AWS Backup tells is the size of the volumes, whatever is on them.
    BackupSizeBytes: 100 * gib,
  })),
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) {
    text += String(part);
  }
  return text;
}

describe("how the data of servers on AWS grows", () => {
  let server: Server;
  let scope: AwsServersScope;
  let isSilent = false;
  let complete = days;
  const asked: (string | null)[] = [];
  const environment = { ...process.env };

  before(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "none" });
    server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const isBackup = request.url?.startsWith("/resources/") === true;
        const query = new URLSearchParams(body);
        asked.push(query.get("Action"));
        response.end(
          isBackup
            ? JSON.stringify(points(complete))
            : `<Response>${ec2Answer(query, isSilent)}</Response>`,
        );
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    scope = {
      ...{ account, owner: "chemistry", region: "eu-central-1" },
      endpoint: `http://127.0.0.1:${port}`,
    };
  });

  after(() => {
    process.env = environment;
    server.closeAllConnections();
    server.close();
  });

  it("is told by what their snapshots hold, from the first of the last four weeks on", async () => {
    const grown = await growthOnAws(["lims-1", "lims-2"], scope, now);
    // 30 GiB on 27 October, 55 GiB on 21 November: 25 GiB in 25 days.
    assert.deepEqual(grown.get("lims-1"), { dataGiB: 55, weeklyGiB: 7 });
    assert.deepEqual(grown.get("lims-2"), { reason: "no instance of that name is in the account" });
  });

  it("is asked once where there is one backup, and not told before its first week is over", async () => {
    complete = days.slice(-1);
    asked.length = 0;
    const grown = await growthOnAws(["lims-1"], scope, now);
    complete = days;
    assert.deepEqual(grown.get("lims-1"), { dataGiB: 55, weeklyGiB: undefined });
    assert.equal(asked.filter((action) => action === "DescribeSnapshots").length, 1);
  });

  it("is not known where EC2 does not tell it", async () => {
    isSilent = true;
    const grown = await growthOnAws(["lims-1"], scope, now);
    isSilent = false;
    assert.deepEqual(grown.get("lims-1"), { reason: "EC2 does not tell what its snapshots hold" });
  });

  it("is told of every server of an estate, with the reason where nobody knows it", async () => {
    const { estate } = readEstate("stacks", "chemistry");
    const onAws = estate.servers.filter(({ platform }) => platform === "aws");
    const sources = growthSources(estate, {}, ".", now);
    const rows = await growthRows(estate, {
      ...sources,
      aws: async (names) => {
        assert.deepEqual(
          names,
          onAws.map(({ name }) => name),
        );
        return new Map(names.map((name) => [name, { dataGiB: 3, weeklyGiB: undefined }]));
      },
    });
    assert.equal(rows.length, estate.servers.length);
    const reasons = new Set(
      rows.map(({ platform, undetermined }) => `${platform}: ${undetermined}`),
    );
    assert.ok(onAws.length > 0 && reasons.has("aws: its first week is not over"));
    assert.ok([...reasons].every((reason) => !reason.endsWith("null")));
    assert.match(growthTable(rows), /3\.0 GiB/);
    const aws = () => Promise.reject(new Error("no credentials"));
    const down = await growthRows(estate, { ...sources, aws });
    const [first] = down.filter(({ platform }) => platform === "aws");
    assert.equal(first?.undetermined, "AWS EC2 did not answer: no credentials");
  });
});
