import * as assert from "node:assert/strict";
import { createServer } from "node:http";
import { connect } from "node:net";
import { job } from "../../../../components/backup/veeam/models.js";
import { Session } from "../../../../components/backup/veeam/session.js";
import type { Connection } from "../../../../components/remote/connection.js";
import { Refused, RemoteFailure, Unanswered } from "../../../../components/remote/failure.js";
import type { VeeamFault } from "../../../../simulator/veeam/faults.js";
import { portOf } from "../../../../simulator/veeam/server.js";
import { Peer } from "./peer.js";

const jobs = { method: "GET", path: "/api/v1/jobs" } as const;

describe("a client of the backup server", () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await new Peer().start();
  });

  afterEach(() => {
    peer.end();
  });

  function session(connection: Partial<Connection> = {}): Session {
    return new Session({ ...peer.connection, ...connection }, peer.patience);
  }

  /** Goes wrong so at the first asks of an operation. */
  function fail(operation: string, ...faults: VeeamFault[]): void {
    peer.faults = (name) => (name === operation ? faults.shift() : undefined);
  }

  it("reads a list to its end, page after page", async () => {
    for (let number = 0; number < 450; number += 1) {
      const id = `30000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
      peer.put("Job", { id, name: `job ${number}`, type: "FileBackupCopy", isDisabled: false });
    }
    const found = await session().all(jobs, job);
    assert.equal(new Set(found.map(({ name }) => name)).size, 450);
    assert.equal(peer.count("GetAllJobs"), 3);
  });

  it("renews a token that has expired, and logs in again when that one has too", async () => {
    const client = session();
    await client.all(jobs, job);
    fail("GetAllJobs", { what: "expired", alsoRefresh: false });
    await client.all(jobs, job);
    assert.equal(grants().at(-1), "refresh_token");
    fail("GetAllJobs", { what: "expired", alsoRefresh: true });
    await client.all(jobs, job);
    assert.deepEqual(grants().slice(-2), ["refresh_token", "password"]);
  });

  function grants(): (string | null)[] {
    return peer.exchanges
      .filter(({ operation }) => operation === "CreateToken")
      .map(({ requestBody }) => new URLSearchParams(requestBody).get("grant_type"));
  }

  it("gives up on an account that is not let in, and says so without the password", async () => {
    await assert.rejects(session({ password: "Wrong-Horse-8" }).all(jobs, job), (error: Error) => {
      assert.match(error.message, /does not let the account automation in/);
      assert.ok(!error.message.includes("Wrong-Horse-8"));
      return true;
    });
    assert.equal(peer.count("CreateToken"), 1);
  });

  it("waits as long as a busy server says", async () => {
    fail("GetAllJobs", { what: "busy", status: 429, retryAfter: 7 }, { what: "busy", status: 503 });
    await session().all(jobs, job);
    assert.deepEqual(peer.waits, [7000, 1000]);
  });

  it("ends when the server stays busy", async () => {
    peer.faults = (operation) =>
      operation === "GetAllJobs" ? { what: "busy", status: 429, retryAfter: 59 } : undefined;
    await assert.rejects(session().all(jobs, job), Refused);
    assert.equal(peer.waits.length, 10);
  });

  it("asks again where nobody answered, and not where that could do a thing twice", async () => {
    fail("GetAllJobs", { what: "lostAnswer" }, { what: "refusedConnection" }, { what: "gateway" });
    await session().all(jobs, job);
    assert.equal(peer.waits.length, 3);
    fail("CreateJob", { what: "lostAnswer" });
    const make = { method: "POST", path: "/api/v1/jobs", body: {}, repeatable: false } as const;
    await assert.rejects(session().ask(make, job), Unanswered);
  });

  it("waits no longer for an answer than it may", async () => {
    fail("GetAllJobs", { what: "silence" });
    const client = new Session(peer.connection, { ...peer.patience, request: 300, inAll: 0 });
    await assert.rejects(client.all(jobs, job), /GET .*\/api\/v1\/jobs: no answer within 0\.3 s/);
  });

  it("tells the server's own words, and what is no answer of it", async () => {
    await assert.rejects(
      session().ask({ method: "GET", path: "/api/v1/jobs/none" }, job),
      /There is no such job/,
    );
    await assert.rejects(
      session().ask({ method: "GET", path: "/api/v1/serverTime" }, job),
      /answered something else than its API says, at id/,
    );
  });

  it("sends nothing to a server that is not the one that is trusted", async () => {
    const other = "AA:".repeat(31).concat("AA");
    await assert.rejects(session({ trust: { fingerprint: other } }).all(jobs, job), (error) => {
      assert.ok(error instanceof RemoteFailure);
      assert.match(error.message, /shows a certificate with the fingerprint .*, expected AA/);
      return true;
    });
    assert.deepEqual(peer.exchanges, []);
  });

  it("trusts an authority for the name in the certificate only", async () => {
    const trust = { authority: peer.server.certificate };
    const { port } = peer.server;
    await assert.rejects(session({ trust }).all(jobs, job), /127\.0\.0\.1/);
    assert.deepEqual(peer.exchanges, []);
    const proxy = createServer().on("connect", (_request, socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(connect(port, "127.0.0.1")).pipe(socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    process.env["HTTPS_PROXY"] = `http://127.0.0.1:${portOf(proxy.address())}`;
    try {
      const address = "https://backup.example.edu:9419";
      assert.deepEqual(await session({ trust, address }).all(jobs, job), []);
    } finally {
      delete process.env["HTTPS_PROXY"];
      proxy.close();
    }
  });
});
