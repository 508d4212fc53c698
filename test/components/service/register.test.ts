import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Confirmation,
  confirmedChanges,
  confirmedOf,
  unconfirmed,
} from "../../../components/service/confirmation.js";
import { imageChanges } from "../../../components/service/imageChanges.js";
import { losses as lossesOf } from "../../../components/service/losses.js";
import { lossText, registerEntry } from "../../../components/service/register.js";
import type { Disk } from "../../../components/service/server.js";

const attached: Disk = { sizeGiB: 100, tier: "standard" };
const removed: Disk = { ...attached, removed: true };
const server = (disks: Record<string, Disk>, platform: "vsphere" | "aws" = "vsphere") => ({
  platform,
  disks: { system: attached, ...disks },
});
const entry = (disks: Record<string, Disk> = {}) => registerEntry(server(disks), unconfirmed);
const nothing = () => unconfirmed;
const losses = (...step: Parameters<typeof lossesOf>) => lossesOf(...step).map(lossText);
const remove = { ...unconfirmed, remove: true, disks: [] };
const giveUp = { ...unconfirmed, remove: false, disks: ["data"] };

describe("the register of an estate", () => {
  it("refuses a server that goes, until its protection was lifted with a confirmation", () => {
    const [plain, lifted] = [entry(), registerEntry(server({}), remove)];
    assert.match(losses({ db: plain }, {}, nothing)[0] ?? "", /servers\.db: .*not confirmed/);
    assert.match(losses({ db: plain }, {}, () => remove)[0] ?? "", /not prepared/);
    assert.match(losses({ db: lifted }, {}, nothing)[0] ?? "", /not confirmed/);
    assert.deepEqual(
      losses({ db: lifted }, {}, () => remove),
      [],
    );
  });

  it("takes growth back that was never reached, and then forgets nothing else", () => {
    const large = { ...attached, sizeGiB: 200 };
    const grown = { db: entry({ data: large, logs: attached }) };
    const taken = { db: entry({ data: attached }) };
    assert.match(losses(grown, taken, nothing).join(), /data\.size: a disk never shrinks/);
    const [gone, ...others] = losses(grown, taken, nothing, false);
    assert.match(gone ?? "", /^servers\.db\.disks\.logs: the disk is not in the estate any more/);
    assert.deepEqual(others, []);
  });

  it("refuses what Azure does to detached disks only, until the disk is detached", () => {
    const azure = (data: Disk) => ({
      db: registerEntry({ platform: "azure", disks: { system: attached, data } }, unconfirmed),
    });
    const fast: Disk = { ...attached, tier: "fast" };
    const vast: Disk = { ...attached, sizeGiB: 5000 };
    const [was, gone] = [azure(attached), azure(removed)];
    assert.match(
      losses(was, azure(fast), nothing).join(),
      /^servers\.db\.disks\.data\.tier: .* Write "standard"; or write "removed: true"/,
    );
    assert.match(losses(was, azure({ ...fast, removed: true }), nothing).join(), /data\.tier/);
    assert.match(losses(was, azure(vast), nothing).join(), /data\.size: Azure grows .* 4096 GiB/);
    for (const next of [gone, azure({ ...attached, sizeGiB: 4096 })]) {
      assert.deepEqual(losses(was, next, nothing), []);
    }
    for (const next of [fast, vast, { ...fast, removed: true }]) {
      assert.deepEqual(losses(gone, azure(next), nothing), []);
    }
    assert.deepEqual(losses(azure(vast), azure({ ...vast, sizeGiB: 6000 }), nothing), []);
    assert.deepEqual(
      losses({ db: entry({ data: attached }) }, { db: entry({ data: fast }) }, nothing),
      [],
    );
  });

  it("lets no disk grow below a snapshot, not even with the step that removes it", () => {
    const larger = { system: { ...attached, sizeGiB: 200 } };
    const snapshots = { "before-upgrade": {} };
    const held = { db: registerEntry({ ...server({}), snapshots }, unconfirmed) };
    for (const next of [{ ...server(larger), snapshots }, server(larger)]) {
      assert.match(
        losses(held, { db: registerEntry(next, unconfirmed) }, nothing).join(),
        /^servers\.db\.disks\.system\.size: .*snapshots \(before-upgrade\)/,
      );
    }
    assert.deepEqual(losses(held, { db: entry() }, nothing), []);
    const grown = { db: registerEntry({ ...server(larger), snapshots }, unconfirmed) };
    assert.deepEqual(losses({ db: entry() }, grown, nothing), []);
    const onHyperv = (disks: Parameters<typeof server>[0]) =>
      registerEntry({ ...server(disks), platform: "hyperv", snapshots }, unconfirmed);
    const data = { sizeGiB: 10, tier: "standard" } as const;
    const detached = { db: onHyperv({ data: { ...data, removed: true } }) };
    assert.match(
      losses({ db: onHyperv({ data }) }, detached, nothing).join(),
      /^servers\.db\.disks\.data: Hyper-V neither grows nor detaches a disk of a server with/,
    );
  });

  it("takes no disk off a server whose replica goes on, and lets both go at once", () => {
    const data = { sizeGiB: 10, tier: "standard" } as const;
    const replica = { host: "hv-2", frequencySeconds: 300 };
    const onHyperv = (of: object, disk: object = data) => ({
      db: registerEntry(
        { ...server({ data: { ...data, ...disk } }), platform: "hyperv", ...of },
        { ...unconfirmed, reimage: true },
      ),
    });
    const was = onHyperv({ replica });
    const confirmed = () => ({ ...unconfirmed, reimage: true });
    const said = (is: typeof was) => losses(was, is, confirmed).map((one) => one.split(":")[0]);
    const detached = { removed: true };
    assert.deepEqual(said(onHyperv({ replica }, detached)), ["servers.db.disks.data"]);
    assert.deepEqual(said(onHyperv({ replica, generation: 2 })), ["servers.db.generation"]);
    assert.deepEqual(said(onHyperv({}, detached)), []);
    assert.deepEqual(said(onHyperv({ generation: 2 })), []);
    assert.deepEqual(said(onHyperv({ replica }, { sizeGiB: 20 })), []);
    const elsewhere = { replica: { ...replica, host: "hv-5" } };
    assert.deepEqual(said(onHyperv(elsewhere, detached)), []);
  });

  it("refuses another family of operating systems on a server that stays, and no other image", () => {
    const from = (name: string, os: "linux" | "windows", generation = 1) => ({
      db: registerEntry(
        { ...server({}), image: { name }, os, generation },
        { ...unconfirmed, reimage: true },
      ),
    });
    const debian = from("debian-12", "linux");
    const confirmed = () => ({ ...unconfirmed, reimage: true });
    assert.match(
      losses(debian, from("windows-2022", "windows"), nothing).join(),
      /^servers\.db\.image: windows-2022 is windows, and the server was installed with linux/,
    );
    assert.doesNotMatch(
      losses(debian, from("windows-2022", "windows", 2), confirmed).join(),
      /image:/,
    );
    assert.deepEqual(losses(debian, from("rhel-9", "linux"), nothing), []);
    const [said] = imageChanges(debian, from("rhel-9", "linux")).get("db")?.reasons ?? [];
    assert.match(said?.why ?? "", /from debian-12 to rhel-9, and counts at birth only/);
    assert.deepEqual(imageChanges(debian, debian), new Map());
    assert.deepEqual(imageChanges({ db: entry() }, debian), new Map());
  });

  it("takes a server on another platform for another server", () => {
    const moved = registerEntry(server({}, "aws"), unconfirmed);
    const [reason] = losses({ db: entry() }, { db: moved }, nothing);
    assert.match(reason ?? "", /servers\.db\.platform: aws in place of vsphere is another server/);
  });

  it("refuses a disk that goes, until it was removed and given up", () => {
    const step = (from: Disk, confirmed: typeof giveUp, before = unconfirmed) =>
      losses(
        { db: registerEntry(server({ data: from }), before) },
        { db: registerEntry(server({}), confirmed) },
        () => confirmed,
      );
    assert.match(step(attached, { ...giveUp, disks: [] })[0] ?? "", /"removed: true" at it/);
    assert.match(step(attached, giveUp)[0] ?? "", /"removed: true" at it/);
    assert.match(step(removed, { ...giveUp, disks: [] })[0] ?? "", /its end is not confirmed/);
    assert.match(step(removed, giveUp)[0] ?? "", /its end is not confirmed/);
    assert.deepEqual(step(removed, giveUp, giveUp), []);
  });

  it("lets a removed disk come back only where it would be the same disk", () => {
    const back = (platform: "vsphere" | "aws") =>
      losses(
        { db: registerEntry(server({ data: removed }, platform), unconfirmed) },
        { db: registerEntry(server({ data: attached }, platform), unconfirmed) },
        nothing,
      ).length;
    assert.deepEqual([back("vsphere"), back("aws")], [1, 0]);
  });

  it("refuses exactly the disks that shrink", () => {
    const size = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(size, size, (before, after) => {
        const of = (sizeGiB: number) => entry({ data: { ...attached, sizeGiB } });
        const reasons = losses({ db: of(before) }, { db: of(after) }, nothing);
        assert.equal(reasons.length, after < before ? 1 : 0);
        assert.ok(reasons.every((text) => text.startsWith("servers.db.disks.data.size: ")));
      }),
    );
  });

  it("lets everything come and nothing else change unconfirmed", () => {
    const disks = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom(attached, removed));
    fc.assert(
      fc.property(disks, disks, (before, after) => {
        const reasons = losses({ db: entry(before) }, { db: entry(after), web: entry() }, nothing);
        const harmless = Object.keys(before).every(
          (label) =>
            after[label] !== undefined &&
            !(before[label]?.removed === true && after[label].removed !== true),
        );
        assert.equal(reasons.length === 0, harmless);
      }),
    );
  });
});

describe("confirmations", () => {
  const names = fc.constantFrom("db", "web");
  const confirmations: fc.Arbitrary<Confirmation[]> = fc.array(
    fc.record({
      server: names,
      change: fc.constantFrom(...confirmedChanges),
      disk: fc.constantFrom("data", "logs"),
      until: fc.constant("2026-12-31"),
    }),
  );

  it("confirm nothing of a server that they don't name", () => {
    fc.assert(
      fc.property(confirmations, (all) => {
        const others = all.filter(({ server: name }) => name !== "db");
        assert.deepEqual(confirmedOf(others, "db"), unconfirmed);
        assert.deepEqual(
          confirmedOf(all, "db"),
          confirmedOf(
            all.filter(({ server: name }) => name === "db"),
            "db",
          ),
        );
      }),
    );
  });
});
