import assert from "node:assert/strict";
import { readCatalog, readEstate, readSite } from "../../stacks/schema/read.js";
import { problemsOf } from "./refusal.js";

const folder = "test/stacks/twenty";

/** Every mistake of the fixture: line, column, path. */
const expected = [
  "physics.estate.yaml:2:7 asOf",
  "physics.estate.yaml:6:3 customer.costCentre",
  "physics.estate.yaml:9:12 aws.account",
  "physics.estate.yaml:13:13 patchGroups.test.window",
  "physics.estate.yaml:26:14 servers.beam-db-1.network",
  "physics.estate.yaml:28:13 servers.beam-db-1.memory",
  "physics.estate.yaml:29:16 servers.beam-db-1.dataLevel",
  "physics.estate.yaml:30:5 servers.beam-db-1.disks",
  "physics.estate.yaml:38:13 servers.beam-web-1.memory",
  "physics.estate.yaml:40:31 servers.beam-web-1.disks.system.colour",
  "physics.estate.yaml:41:3 servers.beam-files-of-all-groups",
  "physics.estate.yaml:47:5 servers.beam-files-of-all-groups.cpus",
  "physics.estate.yaml:50:7 servers.beam-files-of-all-groups.disks.system",
  "physics.estate.yaml:52:5 servers.beam-copy-1.service",
  "physics.estate.yaml:57:1 servers.beam-copy-1.memory",
  "physics.estate.yaml:58:12 servers.beam-copy-1.disks",
  "catalog.yaml:16:21 platforms.aws.volumes.fast.type",
  "catalog.yaml:41:5 images.windows-2022.minimumSystemDsk",
  "catalog.yaml:58:13 networks.aws-library.subnet",
  "catalog.yaml:79:12 windows.patch-week-next-saturday-early.start",
];

describe("the report of a faulty estate", () => {
  it("has one located entry for each of twenty mistakes in two files", () => {
    const problems = problemsOf(() => readEstate(folder, "physics"));
    const found = problems.map(
      ({ file, line, column, path }) => `${file}:${line}:${column} ${path}`,
    );
    assert.deepEqual(
      found,
      expected.map((entry) => `${folder}/${entry}`),
    );
  });

  it("says in every entry what is wrong, what is allowed and what to do", () => {
    for (const problem of problemsOf(() => readEstate(folder, "physics"))) {
      assert.notEqual(problem.message, "");
      assert.notEqual(problem.allowed ?? "", "", problem.path);
      assert.match(problem.fix, /[.?]$/);
    }
  });

  it("prints place, path, value, what is allowed and the fix of a wrong size", () => {
    assert.throws(() => readEstate(folder, "physics"), {
      name: "InputError",
      message: new RegExp(
        [
          "^20 problems in test/stacks/twenty/physics.estate.yaml and test/stacks/twenty/catalog.yaml\n",
          '[^]*\ntest/stacks/twenty/physics.estate.yaml:28:13  servers.beam-db-1.memory: "64GB" is not a size\n',
          '    expected a whole number with GiB or TiB, such as "64 GiB". Write "64 GiB".\n',
        ].join(""),
      ),
    });
  });

  it("suggests the name or key that was probably meant", () => {
    const fixes = problemsOf(() => readEstate(folder, "physics")).map(({ fix }) => fix);
    assert.ok(fixes.includes('Did you mean "costCenter"?'));
    assert.ok(fixes.includes('Did you mean "patch-week-thursday-night"?'));
    assert.ok(fixes.includes('Put it in quotes: "022222222222".'));
    assert.ok(fixes.includes('Write "io2".'));
  });

  it("has the catalog's mistakes also when only the catalog is read", () => {
    assert.equal(problemsOf(() => readCatalog(folder)).length, 4);
  });
});

describe("the files of this repository", () => {
  it("are accepted", () => {
    assert.equal(readSite("stacks").vsphere?.folder, "co-managed");
    assert.equal(readCatalog("stacks").images["debian-12"]?.minimumSystemDiskGiB, 20);
    assert.equal(readEstate("stacks", "chemistry").estate.servers.length, 7);
    assert.equal(readEstate("stacks", "library").estate.servers.length, 9);
  });

  it("give a server its defaults and what it refers to", () => {
    const { servers } = readEstate("stacks", "chemistry").estate;
    const archive = servers.find(({ name }) => name === "spectra-archive-1");
    assert.ok(archive);
    const { schedule, ...described } = archive;
    assert.equal(schedule.window, archive.window);
    assert.equal(schedule.freezes?.length, 2);
    assert.deepEqual(described, {
      name: "spectra-archive-1",
      platform: "aws",
      os: "linux",
      owner: "chemistry",
      service: "spectra",
      environment: "production",
      costCenter: "4711-20",
      dataLevel: 2,
      patchGroup: "production",
      backupClass: "standard",
      interruptions: "window",
      cpus: 2,
      memoryGiB: 8,
      tpm: false,
      disks: {
        system: { sizeGiB: 40, tier: "standard" },
        archive: { sizeGiB: 2000, tier: "standard" },
      },
      image: { name: "debian-12", ami: "ami-0a1b2c3d4e5f60012", product: "debian-12" },
      networks: [
        {
          network: {
            name: "aws-chemistry",
            platform: "aws",
            subnet: "subnet-0c0ffee0000000001",
            addresses: {
              cidr: "10.22.64.0/18",
              static: { from: "10.22.120.1", to: "10.22.120.250" },
            },
          },
        },
      ],
      instanceType: "m7i.large",
      window: {
        name: "patch-week-next-tuesday-night",
        week: "second",
        weekday: "tuesday",
        offsetDays: 7,
        start: "21:00",
        durationMinutes: 240,
        timeZone: "Europe/Berlin",
      },
      backup: {
        name: "standard",
        schedule: { every: "day", start: "00:00", timeZone: "UTC" },
        startWithinMinutes: 120,
        completeWithinMinutes: 180,
        keep: { days: 30, months: 12 },
        copies: [{ place: "elsewhere", withinMinutes: 24 * 60, keep: { days: 30 } }],
        lock: "planned",
        consistency: "application",
        promisedRpoMinutes: 26 * 60,
        restoreTest: {
          ...{ every: "quarter", week: "third", weekday: "sunday" },
          ...{ start: "10:00", durationMinutes: 480, timeZone: "UTC" },
        },
      },
    });
  });
});
