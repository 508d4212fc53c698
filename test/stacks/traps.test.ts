import assert from "node:assert/strict";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalog, readEstate, readSite } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
/** The estate up to its servers, so that tests can add one and name one anew. */
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8").replace(
  /\n# Servers that stand in[\s\S]*$/,
  "",
);

const read = (text: string | Uint8Array, offered: string | Uint8Array = catalog) =>
  withFolder({ "catalog.yaml": offered, "a.estate.yaml": text }, (folder) => {
    const result: { asOf?: string } = {};
    const problems = problemsOf(() => {
      result.asOf = readEstate(folder, "a").estate.asOf;
    });
    return { ...result, problems };
  });

/** `line:path message` of the problems. */
const told = (text: string | Uint8Array, offered?: string) =>
  read(text, offered).problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);

const edited = (from: string | RegExp, to: string) => {
  const text = estate.replace(from, to);
  assert.notEqual(text, estate);
  return text;
};

describe("the traps of YAML", () => {
  it("a date stays text", () => {
    assert.equal(read(estate).asOf, "2026-11-21");
  });

  it("a byte order mark and carriage returns do no harm", () => {
    assert.deepEqual(told(`\ufeff${estate.replaceAll("\n", "\r\n")}`), []);
    const bad = `\ufeff${edited("16 GiB", "16GB").replaceAll("\n", "\r\n")}`;
    assert.deepEqual(told(bad), ['38 servers.lims-app-1.memory: "16GB" is not a size']);
  });

  it("a carriage return alone ends a line for everybody", () => {
    assert.deepEqual(told(estate.replaceAll("\n", "\r")), []);
    const [problem] = told(edited("16 GiB", "16GB").replaceAll("\n", "\r"));
    assert.match(problem ?? "", /^38 servers.lims-app-1.memory/);
  });

  it("one alias is refused where it stands, although its value would be right", () => {
    const text = edited("memory: 16 GiB", "memory: &m 16 GiB").replace(
      "memory: 16 GiB",
      "memory: *m",
    );
    assert.deepEqual(told(text), ["47 servers.lims-app-2.memory: aliases (*…) are not read here"]);
  });

  it("no, yes and on are text, as YAML 1.2 says", () => {
    assert.deepEqual(told(edited("    service: lims\n", "    service: no\n")), []);
    assert.deepEqual(
      told(`%YAML 1.1\n---\n${edited("    service: lims\n", "    service: no\n")}`),
      [],
    );
  });

  it("an account without quotes keeps its zeros in the advice", () => {
    const [problem] = read(edited('"222222222222"', "022222222222")).problems;
    assert.equal(problem?.message, "022222222222 is read as a number");
    assert.equal(problem?.fix, 'Put it in quotes: "022222222222".');
    assert.equal(problem?.value, "022222222222");
  });

  it("an empty file, a list and a word are refused at once", () => {
    for (const text of ["", "\n\n", "# nothing\n", "---\n", "---\n...\n"]) {
      assert.deepEqual(told(text), ["1 : the file is empty"]);
    }
    assert.deepEqual(told("- a\n- b\n"), ["1 : a list is not a mapping"]);
    assert.deepEqual(told("servers"), ['1 : "servers" is not a mapping']);
    assert.deepEqual(told("null"), ["1 : null is not a mapping"]);
  });

  it("an alias is refused, however many values it would stand for", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 30; level += 1) {
      bomb.push(
        `b${level}: &b${level} [${Array(9)
          .fill(`*${level === 1 ? "a" : `b${level - 1}`}`)
          .join(", ")}]`,
      );
    }
    const started = performance.now();
    const problems = told(`${estate}${bomb.join("\n")}\n`);
    assert.ok(performance.now() - started < 5000);
    assert.ok(problems.some((text) => text.includes("aliases")));
  });

  it("a text of ten thousand brackets is refused", () => {
    assert.equal(told(`asOf: ${"[".repeat(10_000)}`).length, 1);
  });

  it("keys of every object are refused and change nothing", () => {
    for (const key of ["__proto__", "constructor", "toString"]) {
      const problems = told(edited("  lims-app-1:", `  ${key}:`));
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] ?? "", /is not a server name/);
      assert.equal(told(`${estate}${key}: { polluted: true }\n`).length, 1);
    }
    assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  });

  it("two documents are refused", () => {
    assert.deepEqual(told(`${estate}---\nb: 1\n`).length, 1);
  });

  it("a server without anything is one problem", () => {
    assert.deepEqual(told(`${estate}  empty:\n`), ["107 servers.empty: has no value"]);
    assert.deepEqual(told(`${estate}  empty: null\n`), [
      "107 servers.empty: null is not a mapping",
    ]);
  });

  it("a key that is not text is refused", () => {
    assert.equal(told(`${estate}? [a]\n: b\n`).length, 1);
    assert.ok(told(`${estate}~: b\n`).length === 1);
    assert.ok(told(`${estate}  1: null\n`).length > 0);
  });
});

describe("mistakes that hide others", () => {
  it("a misspelled section is one problem, and what stands below it is judged", () => {
    const text = edited("servers:", "serevrs:").replace("16 GiB", "16GB");
    assert.deepEqual(told(text), [
      '31 serevrs: "serevrs" is not a key here',
      '38 servers.lims-app-1.memory: "16GB" is not a size',
    ]);
  });

  it("a default that is wrong is one problem, not one for each server", () => {
    assert.equal(told(edited("dataLevel: 2", "dataLevel: 3")).length, 1);
    assert.equal(told(edited("backupClass: standard", "backupClass: silver")).length, 1);
    assert.equal(
      told(edited("  patchGroup: production\n  backup", "  patchGroup: prod\n  backup")).length,
      1,
    );
  });

  it("a server without a data level is refused by name", () => {
    const problems = told(edited("  dataLevel: 2\n", ""));
    assert.equal(problems.length, 5);
    assert.match(problems[0] ?? "", /^31 servers.lims-app-1.dataLevel: no data level is given/);
  });

  it("a faulty catalog does not blame the servers that refer to it", () => {
    const faulty = catalog.replace("template: tpl-debian-12", "template: 17");
    assert.deepEqual(told(estate, faulty), [
      "65 images.debian-12.vsphere.template: 17 is read as a number",
    ]);
    assert.deepEqual(told(estate, ""), ["1 : the file is empty"]);
  });

  it("an image whose template is wrong still says how large its disk must be", () => {
    const faulty = catalog.replace("template: tpl-debian-12", "template: 17");
    assert.equal(told(edited("{ size: 60 GiB }", "{ size: 5 GiB }"), faulty).length, 2);
  });
});

/** The time zone of the first window. */
const ofWindow = /(\n {4}timeZone: )Europe\/Berlin/;

describe("what platforms refuse", () => {
  const one = (text: string, expected: RegExp, offered?: string) => {
    const problems = told(text, offered);
    assert.equal(problems.length, 1, problems.join("\n"));
    assert.match(problems[0] ?? "", expected);
  };

  it("AWS servers without an account, or far from the key", () => {
    one(edited(/aws:\n.*\n.*\n/, ""), /^1 aws: is missing, and spectra-archive-1 stands on AWS/);
    one(
      edited("region: eu-central-1", "region: eu-west-1"),
      /aws.region: .* no disk can be encrypted/,
    );
  });

  it("disks beyond the limits of their platform", () => {
    one(edited("800 GiB", "63 TiB"), /disks.data.size: 63 TiB is not a size of a disk on vSphere/);
    one(edited("2000 GiB", "65 TiB"), /65 TiB is not a size of a standard disk on AWS \(gp3\)/);
    one(
      edited("2000 GiB }", "3 GiB, tier: fast }"),
      /3 GiB .* \(io2 with 4000 operations a second\)/,
    );
    const many = Array.from({ length: 60 }, (_, index) => `      d${index}: { size: 1 GiB }\n`);
    const crowded = told(edited("      journal:", `${many.slice(0, 14).join("")}      journal:`));
    assert.ok(crowded.some((text) => text.includes('16 disks besides "system" are too many')));
  });

  it("disks too small for the operations that they provide", () => {
    const busy = catalog.replace("iops: 4000", "iops: 10000");
    const onAws = (size: string) => edited("2000 GiB }", `${size}, tier: fast }`);
    one(onAws("9 GiB"), /archive.size: 9 GiB is not a size of a fast disk on AWS/, busy);
    assert.deepEqual(told(onAws("10 GiB"), busy), []);
  });

  it("two disks that would take the same slot", () => {
    const labels = Array.from({ length: 60 }, (_, index) => `      d${index}: { size: 1 GiB }\n`);
    const problems = told(edited("      journal:", `${labels.join("")}      journal:`));
    assert.ok(problems.some((text) => text.includes("takes the same slot of the server")));
  });

  it("a Windows name beyond fifteen characters", () => {
    const windows = edited("  lims-app-1:", "  lims-app-number-1:")
      .replace("image: debian-12", "image: windows-2022")
      .replace("{ size: 60 GiB }", "{ size: 80 GiB }");
    one(windows, /servers.lims-app-number-1: .* has 17 characters/);
  });

  it("an image or a platform that is not offered", () => {
    const withoutImage = catalog.replace("    aws: { ami: ami-0a1b2c3d4e5f60012 }\n", "");
    const problems = told(estate, withoutImage);
    assert.equal(problems.length, 3);
    assert.match(problems[0] ?? "", /"debian-12" does not exist on AWS EC2/);
  });

  it("instance types of equal size", () => {
    const twins = catalog.replace(
      "      m7i.xlarge:",
      "      m7a.large: { cpus: 2, memory: 8 GiB }\n      m7i.xlarge:",
    );
    one(
      estate,
      /instanceTypes\["m7a.large"\]: "m7a.large" has the same size as "m7i.large"/,
      twins,
    );
  });

  it("windows that start when clocks change, and only those", () => {
    const starting = (start: string, zone: string) =>
      told(
        estate,
        catalog.replace('start: "21:00"', `start: "${start}"`).replace(ofWindow, `$1${zone}`),
      ).filter((line) => line.includes(" windows.")).length;
    assert.equal(starting("02:30", "Europe/Berlin"), 1);
    assert.equal(starting("02:00", "Europe/Berlin"), 1);
    assert.equal(starting("03:00", "Europe/Berlin"), 0);
    assert.equal(starting("01:59", "Europe/Berlin"), 0);
    assert.equal(starting("01:30", "Europe/London"), 1);
    assert.equal(starting("01:30", "America/New_York"), 1);
    assert.equal(starting("02:30", "America/New_York"), 1);
    assert.equal(starting("02:30", "Asia/Kolkata"), 0);
    assert.equal(starting("02:30", "UTC"), 0);
    assert.equal(starting("00:30", "Atlantic/Azores"), 1);
  });

  it("time zones that do not exist", () => {
    const zoned = (zone: string) =>
      read(estate, catalog.replace(ofWindow, `$1${zone}`)).problems[0];
    assert.equal(zoned("Europe/Berlni")?.fix, 'Write "Europe/Berlin".');
    assert.equal(zoned("europe/berlin")?.fix, 'Write "Europe/Berlin".');
    assert.equal(zoned("CET")?.message, '"CET" is not a time zone');
    assert.equal(zoned("Europe/Kyiv"), undefined);
  });
});

describe("files that cannot be read", () => {
  it("a file that does not exist names those that do", () => {
    const [problem] = problemsOf(() => readEstate("stacks", "chemisty"));
    assert.equal(problem?.fix, 'Did you mean "chemistry.estate.yaml"?');
    assert.match(problem?.allowed ?? "", /library\.estate\.yaml/);
    assert.match(
      problemsOf(() => readSite("nowhere"))[0]?.message ?? "",
      /"nowhere" cannot be read/,
    );
  });

  it("a name that leaves the folder is refused", () => {
    for (const stack of ["../chemistry", "a/b", "", ".", "org/project/stack"]) {
      const [problem] = problemsOf(() => readEstate("stacks", stack));
      assert.match(problem?.message ?? "", /is not the name of a stack/);
    }
  });

  it("a missing estate and a faulty catalog are reported together", () => {
    const files = { "catalog.yaml": catalog.replace("gp3", "gp2") };
    const problems = withFolder(files, (folder) => problemsOf(() => readEstate(folder, "a")));
    assert.equal(problems.length, 2);
  });

  it("a text in another encoding is refused", () => {
    assert.deepEqual(told(Buffer.from(edited("Department", "Fakultät"), "latin1")), [
      "1 : the file is not UTF-8 text",
    ]);
    assert.deepEqual(told(Buffer.from(estate, "utf16le")).length, 1);
  });

  it("a folder in place of a file is refused", () => {
    const [problem] = withFolder({}, (folder) => {
      chmodSync(folder, 0o700);
      return problemsOf(() => readCatalog(join(folder, "..")));
    });
    assert.ok(problem);
  });
});
