import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { LinuxPatching, LinuxWindow } from "../../../components/index.js";
import { linuxVendors } from "../../../components/patching/linuxProducts.js";
import type { PatchProduct } from "../../../components/service/patchProducts.js";
import { lendPrograms } from "../../../simulator/guests/shell.js";
import { keep, makeRoot } from "./guestRoot.js";

const operation = z.strictObject({
  startedAt: z.string(),
  endedAt: z.string(),
  installed: z.array(z.string()),
  missing: z.array(z.string()),
  failed: z.array(z.string()),
  fault: z.string(),
  restartPending: z.boolean().nullable(),
});

const results = z.strictObject({
  group: z.string().nullable(),
  release: z.unknown(),
  last: operation.nullable(),
  lastSuccess: z.string().nullable(),
  restartPending: z.boolean().nullable(),
  runs: z.array(z.strictObject({ start: z.string(), status: z.string(), details: z.string() })),
});

/** What a server tells of its patches. */
export type Results = z.infer<typeof results>;

const tools = mkdtempSync(join(tmpdir(), "comanaged-tools-"));
lendPrograms(tools);
// Not after the suite: in a parallel run the next file of the same process uses the same tools.
process.once("exit", () => rmSync(tools, { recursive: true }));

// What a root's file "offered" names is offered, and an installation leaves what "left" names. A
// file with the tool's name is the status that it ends with.
const scripts: Readonly<Record<string, string>> = {
  "apt-get": 'echo "apt-get $*" >> calls; [ ! -e apt-get ] || exit "$(cat apt-get)"',
  "unattended-upgrade": `echo "unattended-upgrade $* $APT_CONFIG" >> calls
if [ "$1" = --dry-run ]; then
  [ -s offered ] && echo "Packages that will be upgraded: $(cat offered)" || echo "No packages found that can be upgraded unattended"; exit; fi
[ ! -e slow ] || { trap "exit 0" TERM; echo begun > slow; while :; do sleep 0.1; done; }
cat left > offered; [ ! -e unattended-upgrade ] || exit "$(cat unattended-upgrade)"`,
  dnf: `echo "dnf $*" >> calls
case "$*" in
  *repolist*) echo "repo id  repo name"; cat repositories;;
  *needs-restarting*) cat needs-restarting;;
  *check-update*) [ -s offered ] || exit 0; cat offered; exit 100;;
  *upgrade*) cat left > offered;;
esac`,
  systemctl: 'echo "systemctl $*" >> calls',
};

for (const [name, script] of Object.entries(scripts)) {
  const file = join(tools, name);
  writeFileSync(file, `#!/bin/sh\ncd "$COMANAGED_ROOT"\n${script}\n`);
  chmodSync(file, 0o755);
}

/** The section about patches of a product's server. */
export function patchingOf(
  windows: readonly LinuxWindow[],
  product: PatchProduct = "debian-12",
): LinuxPatching {
  const vendor = linuxVendors[product];
  if (vendor === undefined) {
    throw new Error(product);
  }
  const excluded = ["mariadb*", "libstdc++6", "a.b"];
  return { group: "production", timeZone: "Europe/Berlin", vendor, excluded, windows };
}

/** A document with one section. */
export const section = (name: string, value: unknown) => ({
  version: 1,
  sections: { [name]: value },
});

/** A window that opens in this minute. */
export function opensNow(more: Partial<LinuxWindow> = {}): LinuxWindow {
  const [day = "", time = ""] = new Date().toISOString().split("T");
  const onCalendar = [`${day} ${time.slice(0, 5)} UTC`];
  return { name: "regular", minutes: 120, held: false, onCalendar, ...more };
}

/** A server with its section kept, and what is offered to it. */
export function patchedServer(
  patching: LinuxPatching,
  files: Readonly<Record<string, string>> = {},
): string {
  const root = makeRoot({ ...{ offered: "", left: "", calls: "" }, ...files });
  const { problems } = keep(root, section("patching", patching));
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
  return root;
}

/** Runs what a timer starts. */
export function openWindow(root: string, window = "regular") {
  mkdirSync(join(root, "run"), { recursive: true });
  const { status, stdout, stderr } = spawnSync("python3", command(root, window), {
    env: environment(root),
    encoding: "utf8",
  });
  return { status, said: stdout.trim(), stderr };
}

/** Starts what a timer starts, and tells it to stop once the installation has begun. */
export async function closeWindow(root: string): Promise<number | null> {
  const begun = join(root, "slow");
  writeFileSync(begun, "");
  const child = spawn("python3", command(root, "regular"), { env: environment(root) });
  child.stdout.resume();
  while (readFileSync(begun, "utf8") === "" && child.exitCode === null) {
    await setTimeout(20);
  }
  child.kill("SIGTERM");
  const ended = await once(child, "exit");
  return z.number().nullable().parse(ended[0]);
}

const command = (root: string, window: string) => [
  "-I",
  join(root, "usr/local/lib/comanaged/program.py"),
  window,
];

const environment = (root: string) => ({ PATH: tools, COMANAGED_ROOT: root });

/** What a server tells of its patches when it is asked. */
export function resultsOf(root: string): Results {
  return results.parse(keep(root, section("patchingResults", {})).observed["patchingResults"]);
}
