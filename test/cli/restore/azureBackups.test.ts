import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { newestAzureBackup } from "../../../cli/restore/azureBackups.js";
import { diskSlot } from "../../../components/service/diskSlots.js";
import { type Answer, AzureServer, refuse } from "../azureServer.js";

const subscription = "33333333-3333-4333-8333-333333333333";

interface Point {
  readonly name: string;
  readonly at: string;
  readonly luns?: readonly number[];
}

/** The recovery points of items, a page each. */
class Vault extends AzureServer {
  items: Readonly<Record<string, readonly Point[]>> = {};
  versions: string[] = [];
  status = 200;

  protected answer(_incoming: IncomingMessage, url: URL): Promise<Answer> {
    this.versions.push(url.searchParams.get("api-version") ?? "");
    const path = decodeURIComponent(url.pathname);
    const [, machine = ""] = /;([^;/]+)\/recoveryPoints$/.exec(path) ?? [];
    const points = this.items[machine];
    const index = Number(url.searchParams.get("page") ?? 0);
    const [point] = points?.slice(index) ?? [];
    if (this.status !== 200 || points === undefined) {
      return Promise.resolve(refuse(points === undefined ? 404 : this.status, "No"));
    }
    const value = point === undefined ? [] : [rowOf(path, point)];
    const next = `https://management.azure.com${path}?api-version=1&page=${index + 1}`;
    const nextLink = index + 1 < points.length ? next : undefined;
    return Promise.resolve({ status: 200, body: { value, nextLink } });
  }
}

function rowOf(path: string, { name, at, luns }: Point) {
  const includedDiskList = luns?.map((lun) => ({ lun, name: `disk-${lun}` }));
  return {
    id: `${path}/${name}`,
    properties: {
      objectType: "IaasVMRecoveryPoint",
      recoveryPointTime: at,
      ...(luns && { recoveryPointDiskConfiguration: { includedDiskList } }),
    },
  };
}

const disk = { sizeGiB: 40, tier: "standard" } as const;
const db = { name: "db", disks: { system: disk, data: disk, logs: disk } };

describe("the backups of a server on Azure", () => {
  const vault = new Vault();
  before(() => vault.start());
  after(() => vault.end());

  const newest = (server: Parameters<typeof newestAzureBackup>[0], more: object = {}) =>
    newestAzureBackup(
      server,
      { stack: "chemistry", subscription, isAcross: false, ...more },
      {
        credential: {
          getToken: async () => ({ token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 }),
        },
        http: vault.httpClient,
      },
    );

  it("are told by all their pages, and under former names", async () => {
    vault.items = {
      db: [
        { name: "2", at: "2026-11-20T00:31:12.1234567+00:00" },
        { name: "3", at: "2026-11-21T00:30:59.9+00:00" },
      ],
      older: [{ name: "1", at: "2026-11-22T01:00:00+02:00" }],
    };
    const found = await newest(db);
    assert.equal(found?.taken, "2026-11-21T00:30:59Z");
    assert.match(
      found.point,
      /resourceGroups\/co-managed-chemistry-backups\/.*\/chemistry-backups\/.*;co-managed-chemistry;db\/recoveryPoints\/3$/,
    );
    const renamed = await newest({ ...db, formerly: ["older", "none"] });
    assert.deepEqual([renamed?.point.at(-1), renamed?.taken], ["1", "2026-11-21T23:00:00Z"]);
    const before = await newest(db, { before: "2026-11-21T00:30:59Z" });
    assert.equal(before?.point.at(-1), "2");
    assert.equal(await newest(db, { before: "2026-11-01T00:00:00Z" }), undefined);
    assert.equal(await newest({ ...db, name: "web" }), undefined);
  });

  it("tell the disks that they do not hold", async () => {
    const luns = [diskSlot("data")];
    vault.items = { db: [{ name: "1", at: "2026-11-20T00:31:12Z", luns }] };
    assert.deepEqual((await newest(db))?.without, ["logs"]);
    vault.items = { db: [{ name: "1", at: "2026-11-20T00:31:12Z", luns: [] }] };
    assert.deepEqual((await newest(db))?.without, ["data", "logs"]);
  });

  it("of the other location are asked for there", async () => {
    vault.versions = [];
    vault.items = { db: [{ name: "1", at: "2026-11-20T00:31:12Z" }] };
    await newest(db, { isAcross: true });
    assert.deepEqual(vault.versions, ["2018-12-20"]);
  });

  it("are not taken for none when Azure refuses to tell", async () => {
    vault.status = 403;
    await assert.rejects(newest(db), /does not tell the backups of db: it answers 403/);
    vault.status = 200;
  });
});
