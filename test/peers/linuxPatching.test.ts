import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { planLinuxPatching } from "../../components/patching/linuxPatching.plan.js";
import { linuxVendors } from "../../components/patching/linuxProducts.js";
import { patchProducts } from "../../components/service/patchProducts.js";
import { planningInstant } from "../../components/service/time/instants.js";
import { openings } from "../../components/service/time/openings.js";
import { patchedServer, patchingOf } from "../components/access/patchedServer.js";
import { anySchedule } from "../components/patching/generated.js";
import { elapses } from "./systemdAnalyze.js";

const units = "etc/systemd/system";

describe("The timers on a server, and the real systemd", function () {
  this.timeout(120_000);
  const cases = fc.sample(anySchedule, { numRuns: 12, seed: 5 });
  const planned = cases.map(({ schedule, asOf }) =>
    planLinuxPatching({ name: "any", schedule, product: "debian-12", isHeld: true }, asOf),
  );
  const windows = planned.flatMap((plan, index) =>
    plan.windows.map((one) => ({ ...one, name: `w${index}-${one.name}` })),
  );
  let root: string;

  before(() => {
    root = patchedServer(patchingOf(windows));
  });

  after(() => rmSync(root, { recursive: true }));

  it("agree on what they say", () => {
    const files = readdirSync(join(root, units)).filter((name) => name.startsWith("comanaged-"));
    assert.equal(files.length, 2 * windows.length);
    const paths = files.map((name) => join(root, units, name));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], {
      encoding: "utf8",
    });
    const ours = stderr.split("\n").filter((line) => line.includes("comanaged-"));
    assert.deepEqual([status, ours], [0, []], stderr);
  });

  it("agree on when they fire, which is when the model opens", () => {
    for (const [index, { schedule, asOf }] of cases.entries()) {
      const { timeZone } = schedule.window;
      const end = Temporal.PlainDate.from(asOf).add({ years: 3 }).toString();
      const [from, until] = [planningInstant(asOf, timeZone), planningInstant(end, timeZone)];
      const model = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
      const lines = windows
        .filter(({ name }) => name.startsWith(`w${index}-`))
        .flatMap(({ name }) => {
          const text = readFileSync(join(root, units, `comanaged-patching-${name}.timer`), "utf8");
          return [...text.matchAll(/^OnCalendar=(.*)$/gm)].map(([, event = ""]) => event);
        });
      const found = new Set(elapses(lines, from, model.length + 1));
      assert.deepEqual(
        [...found].filter((at) => at < until.epochMilliseconds).sort((a, b) => a - b),
        [...new Set(model)],
        lines.join("\n"),
      );
    }
  });
});

const archive = (origin: string, name: string, codename: string, label: string) => ({
  ...{
    origin,
    archive: name,
    codename,
    label,
    component: "main",
    site: "mirror",
    not_automatic: false,
  },
});

/** Where packages come from: the vendors' security archives, and everything else. */
const archives = {
  "debian-12": archive("Debian", "oldstable-security", "bookworm-security", "Debian-Security"),
  "debian-13": archive("Debian", "stable-security", "trixie-security", "Debian-Security"),
  "ubuntu-22.04": archive("Ubuntu", "jammy-security", "jammy", "Ubuntu"),
  "ubuntu-24.04": archive("Ubuntu", "noble-security", "noble", "Ubuntu"),
  "esm-22.04": archive("UbuntuESM", "jammy-infra-security", "jammy", "UbuntuESM"),
  "apps-22.04": archive("UbuntuESMApps", "jammy-apps-security", "jammy", "UbuntuESMApps"),
  "point release": archive("Debian", "oldstable", "bookworm", "Debian"),
  backports: archive(
    "Debian Backports",
    "oldstable-backports",
    "bookworm-backports",
    "Debian Backports",
  ),
  updates: archive("Ubuntu", "jammy-updates", "jammy", "Ubuntu"),
  proposed: archive("Ubuntu", "jammy-proposed", "jammy", "Ubuntu"),
  "PostgreSQL's own": archive(
    "apt.postgresql.org",
    "bookworm-pgdg",
    "bookworm-pgdg",
    "PostgreSQL for Debian/Ubuntu repository",
  ),
  "the customer's": archive("Chemistry", "bookworm-security", "bookworm-security", "Chemistry"),
};

const asked = z.strictObject({ taken: z.array(z.string()), left: z.array(z.string()) });

// Its own functions, loaded from the tool that Debian installs, under the settings of the server.
const ask = `
import importlib.machinery, importlib.util, json, sys, types, apt_pkg
loader = importlib.machinery.SourceFileLoader("uu", "/usr/bin/unattended-upgrade")
uu = importlib.util.module_from_spec(importlib.util.spec_from_loader("uu", loader))
loader.exec_module(uu)
apt_pkg.init_config()
archives, names = json.load(sys.stdin)
allowed = uu.get_allowed_origins()
blacklist = apt_pkg.config.value_list("Unattended-Upgrade::Package-Blacklist")
taken = [name for name, one in archives.items() if any(uu.match_whitelist_string(line, types.SimpleNamespace(**one)) for line in allowed)]
print(json.dumps({"taken": taken, "left": [name for name in names if uu.is_pkgname_in_blacklist(name, blacklist)]}))
`;

describe("The settings of a server, and the real unattended-upgrade", function () {
  this.timeout(60_000);

  /** The archives that the tool takes, and the packages that it leaves alone. */
  function answerOf(root: string, names: readonly string[]) {
    // What was written for the root of a server is read where the root is a folder.
    for (const file of ["apt.conf", "apt-last.conf"]) {
      const path = join(root, "etc/comanaged", file);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll('"/etc', `"${root}/etc`));
    }
    const env = { ...process.env, APT_CONFIG: join(root, "etc/comanaged/apt.conf") };
    const input = JSON.stringify([archives, names]);
    return asked.parse(
      JSON.parse(execFileSync("/usr/bin/python3", ["-c", ask], { env, input, encoding: "utf8" })),
    );
  }

  const expected: Readonly<Record<string, readonly string[]>> = {
    "ubuntu-22.04": ["ubuntu-22.04", "esm-22.04"],
  };
  const names = [
    "mariadb-server",
    "postgresql-15",
    "mysql-server-8.0",
    "redis",
    "openssl",
    "libc6",
    "php-mysql",
  ];

  for (const product of patchProducts.filter((one) => linuxVendors[one]?.manager === "apt")) {
    it(`agree on the origins and the names for ${product}`, () => {
      const group = { name: "any", product, isHeld: false } as const;
      const hours = { start: "21:00", durationMinutes: 240, timeZone: "UTC" };
      const window = { week: "second", weekday: "tuesday", offsetDays: 3, ...hours } as const;
      const plan = planLinuxPatching({ ...group, schedule: { window } }, "2026-11-21");
      const customers = {
        "etc/apt/apt.conf": 'Unattended-Upgrade::Origins-Pattern:: "origin=*";\n',
      };
      const root = patchedServer(plan, customers);
      assert.deepEqual(answerOf(root, names), {
        taken: expected[product] ?? [product],
        left: ["mariadb-server", "postgresql-15", "mysql-server-8.0", "redis"],
      });
      rmSync(root, { recursive: true });
    });
  }
});
