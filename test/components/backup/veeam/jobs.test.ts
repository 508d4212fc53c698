import * as assert from "node:assert/strict";
import type { JobsDocument } from "../../../../components/backup/veeam/document.js";
import { run } from "../../../../components/backup/veeam/run.js";
import type { Action, Outcome } from "../../../../components/remote/outcome.js";
import { objectAt, objectsAt, textAt } from "../../../../simulator/core/json.js";
import type { VeeamFault } from "../../../../simulator/veeam/faults.js";
import { machine, Peer, password, retention, secondSite } from "./peer.js";

const key = "comanaged/chemistry/backup/gold";

describe("the jobs of a backup class on a backup server", () => {
  let peer: Peer;

  beforeEach(async () => {
    peer = await new Peer().start();
  });

  afterEach(() => peer.end());

  function ask(action: Action, document: JobsDocument): Promise<Outcome> {
    return run(action, JSON.stringify(document), peer.patience);
  }

  async function keep(document: JobsDocument): Promise<void> {
    const { status, said } = await ask("keep", document);
    assert.equal(status, 0, said);
  }

  function members(): string[] {
    const [job = {}] = peer.all("Job");
    const included = objectsAt(objectAt(job, "virtualMachines"), "includes");
    return included.map((machine) => textAt(machine, "name") ?? "");
  }

  it("are made once, and left alone when they are as declared", async () => {
    const document = peer.document({ copies: [secondSite] });
    await keep(document);
    await keep(document);
    assert.deepEqual(
      peer.all("Job").map(({ name, type, description }) => [name, type, description]),
      [
        ["chemistry-gold", "VSphereBackup", `Kept by co-managed hosting as code. [${key}]`],
        [
          "chemistry-gold-second-site",
          "BackupCopy",
          `Kept by co-managed hosting as code. [${key}/second-site]`,
        ],
      ],
    );
    assert.equal(peer.count("CreateJob"), 2);
    assert.equal(peer.count("UpdateJob"), 0);
  });

  it("follow their servers, and keep what others set on them", async () => {
    await keep(peer.document());
    const [job] = peer.all("Job");
    assert.ok(job);
    const others = { preCommand: { isEnabled: true, command: "notify.sh" } };
    const advancedSettings = {
      ...objectAt(objectAt(job, "storage"), "advancedSettings"),
      scripts: others,
    };
    peer.put("Job", {
      ...job,
      id: textAt(job, "id") ?? "",
      isDisabled: true,
      storage: { ...objectAt(job, "storage"), advancedSettings },
    });
    await keep(peer.document({ machines: [machine(1, "lims-2"), machine(2, "lims-3")] }));
    const [changed = {}] = peer.all("Job");
    assert.deepEqual(members(), ["lims-2", "lims-3"]);
    assert.equal(changed["isDisabled"], false);
    const kept = objectAt(objectAt(objectAt(changed, "storage"), "advancedSettings"), "scripts");
    assert.deepEqual(kept, others);
  });

  it("lose their copy jobs, not their backups, when a place or the class goes", async () => {
    await keep(peer.document({ copies: [secondSite] }));
    await keep(peer.document());
    assert.deepEqual(
      peer.all("Job").map(({ name }) => name),
      ["chemistry-gold"],
    );
    await keep(peer.document({ copies: [secondSite] }));
    assert.equal((await ask("release", peer.document())).status, 0);
    assert.deepEqual(peer.all("Job"), []);
    assert.equal((await ask("release", peer.document())).status, 0);
  });

  it("are taken when the answer to their making was lost, and made when it never came to that", async () => {
    const faults: VeeamFault[] = [{ what: "lostAnswer" }, { what: "refusedConnection" }];
    peer.faults = (operation) => (operation === "CreateJob" ? faults.shift() : undefined);
    await keep(peer.document({ copies: [secondSite] }));
    assert.equal(faults.length, 0);
    assert.equal(peer.all("Job").length, 2);
  });

  it("see a machine that was made a moment ago", async () => {
    await keep(peer.document());
    peer.addMachine("lims-4", 7);
    await keep(peer.document({ machines: [machine(0, "lims-1"), machine(7, "lims-4")] }));
    assert.deepEqual(members(), ["lims-1", "lims-4"]);
  });

  const onHardware = (...names: string[]) =>
    peer.document({
      platform: "LinuxAgent",
      machines: names.map((name) => ({ hostName: "co-managed-hardware", name, objectId: name })),
      backup: {
        ...{ name: "chemistry-gold", repository: "hardened-main" },
        body: { storage: { retentionPolicy: retention }, schedule: { runAutomatically: true } },
      },
      copies: [secondSite],
    });

  it("have agents back up hardware that their group finds, and keep what others set on them", async () => {
    peer.computers.push({
      serial: "CZ1",
      name: "db",
      isWindows: false,
      address: "10.9.3.21",
      contents: {},
    });
    await keep(onHardware("db"));
    await keep(onHardware("db"));
    assert.deepEqual([peer.count("RescanProtectionGroup"), peer.count("UpdateJob")], [1, 0]);
    const [job] = peer.all("Job");
    assert.ok(job);
    assert.deepEqual(
      [job["type"], job["backupMode"], job["agentType"]],
      ["LinuxAgentBackup", "EntireComputer", "Server"],
    );
    const [member] = objectsAt(job, "computers");
    assert.equal(member?.["name"], "db.example.edu");
    peer.computers.push({
      serial: "CZ2",
      name: "db-2",
      isWindows: false,
      address: "10.9.3.21",
      contents: {},
    });
    peer.put("Job", { ...job, id: textAt(job, "id") ?? "", isHighPriority: true });
    await keep(onHardware("db-2", "db"));
    const changed = peer.all("Job").find(({ type }) => type === "LinuxAgentBackup") ?? {};
    assert.deepEqual(
      objectsAt(changed, "computers").map(({ name }) => name),
      ["db.example.edu", "db-2.example.edu"],
    );
    const { machines, ...document } = onHardware("db-2", "lims-db");
    const formerly = ["db"];
    const updates = peer.count("UpdateJob");
    await keep({ ...document, machines: machines.map((one) => ({ ...one, formerly })) });
    assert.equal(peer.count("UpdateJob"), updates);
  });

  it("are refused hardware that no group finds, or that runs something else", async () => {
    const { said } = await ask("keep", onHardware("db"));
    assert.match(said, /group co-managed-hardware does not have db: add the computers to it/);
    peer.computers.push({
      serial: "CZ1",
      name: "db",
      isWindows: true,
      address: "10.9.3.21",
      contents: {},
    });
    const other = await ask("keep", onHardware("db"));
    assert.match(other.said, /db\.example\.edu is a WindowsComputer, and its image says Linux/);
    const [machine] = onHardware("db").machines;
    assert.ok(machine);
    const machines = [{ ...machine, hostName: "attic" }];
    const { said: gone } = await ask("keep", { ...onHardware(), machines });
    assert.match(gone, /There is no protection group attic\./);
    assert.deepEqual(peer.all("Job"), []);
  });

  it("are taken back under an old name that an administrator changed", async () => {
    await keep(peer.document());
    const [job] = peer.all("Job");
    assert.ok(job);
    peer.put("Job", { ...job, id: textAt(job, "id") ?? "", name: "do not touch" });
    await keep(peer.document());
    assert.deepEqual(
      peer.all("Job").map(({ name }) => name),
      ["chemistry-gold"],
    );
  });

  const id = "20000000-0000-4000-8000-000000000001";
  const stranger = { id, name: "chemistry-gold", type: "FileBackupCopy", isDisabled: false };

  const refusals: {
    title: string;
    before?: (peer: Peer) => void;
    document?: Partial<JobsDocument>;
    says: RegExp;
  }[] = [
    {
      title: "a stranger has the name",
      before: (peer) => peer.put("Job", { ...stranger, description: "Nightly" }),
      says: /a job chemistry-gold that is not of this estate: .* \[comanaged\/chemistry\/backup\/gold\]/,
    },
    {
      title: "two jobs have the key",
      before: (peer) => {
        peer.put("Job", { ...stranger, name: "one", description: `[${key}]` });
        peer.put("Job", {
          ...stranger,
          id: id.replace("1", "2"),
          name: "two",
          description: `[${key}]`,
        });
      },
      says: /The jobs one, two all have the key/,
    },
    {
      title: "the repository does not exist",
      document: { backup: { name: "chemistry-gold", repository: "attic", body: {} } },
      says: /no repository attic; there are hardened-main, hardened-second-site/,
    },
    {
      title: "backups could be deleted too early",
      document: { immutableDays: 121 },
      says: /hardened-main keeps backups from being deleted for 120 days, the class asks for 121/,
    },
    {
      title: "the password for encryption does not exist",
      document: { encryptionPassword: "lost" },
      says: /no encryption password with the hint lost/,
    },
    {
      title: "a machine is not in the inventory",
      document: { machines: [machine(99, "lims-99")] },
      says: /does not see lims-99 in vcenter\.example\.edu/,
    },
  ];

  for (const { title, before, document, says } of refusals) {
    it(`are refused where ${title}`, async () => {
      before?.(peer);
      const found = peer.all("Job");
      const { status, said } = await ask("keep", peer.document(document));
      assert.equal(status, 1);
      assert.match(said, says);
      assert.deepEqual(peer.all("Job"), found);
    });
  }

  it("are refused where the server's clock hangs elsewhere", async () => {
    const { server } = peer.document();
    const document = peer.document({ server: { ...server, timeZone: "America/New_York" } });
    const { said } = await ask("keep", document);
    assert.match(said, /is \+00:00 from UTC, that of America\/New_York is -05:00/);
  });

  it("never show the password, whatever is said or kept", async () => {
    await keep(peer.document({ copies: [secondSite] }));
    peer.faults = () => ({ what: "failure" });
    const { said } = await ask("keep", peer.document());
    assert.match(said, /database is locked/);
    assert.ok(!said.includes(password));
    assert.ok(!JSON.stringify(peer.all("Job")).includes(password));
  });
});
