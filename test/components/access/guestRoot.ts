import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { packageFolder } from "../../../cli/packageFolder.js";
import { linuxProgram } from "../../../components/access/linuxProgram.js";
import { keepLinux } from "../../../components/service/access/commands.js";
import { lendPrograms } from "../../../simulator/guests/shell.js";

const answer = z.strictObject({
  changed: z.array(z.string()),
  observed: z.record(z.string(), z.unknown()),
  problems: z.array(z.string()),
});

/** What the program answered. */
export type Answer = z.infer<typeof answer> & { readonly status: number | null };

/** A folder that stands for the root of a server. */
export function makeRoot(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "comanaged-root-"));
  const passwd =
    "root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\nmaria:x:1001:1001::/home/maria:/bin/bash\n";
  for (const [path, text] of Object.entries({ "etc/passwd": passwd, "etc/shadow": "", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Makes roots for the tests of a suite, and removes them after it. */
export function rootsOfTest<Given extends readonly unknown[]>(
  make: (...given: Given) => string,
): (...given: Given) => string {
  const roots: string[] = [];
  after(() => {
    for (const made of roots) {
      rmSync(made, { recursive: true, force: true });
    }
  });
  return (...given) => {
    const made = make(...given);
    roots.push(made);
    return made;
  };
}

/** None of this computer's programs that would act on the computer itself. */
const lent = mkdtempSync(join(tmpdir(), "comanaged-lent-"));
lendPrograms(lent);
process.once("exit", () => rmSync(lent, { recursive: true }));

/** Runs the fixed command as a server does, with real processes. */
export function keep(
  root: string,
  document: unknown,
  program = linuxProgram(),
  connection = "",
): Answer {
  const programs = join(packageFolder, "simulator", "guests", "programs");
  const { stdout, stderr, status } = spawnSync("/bin/sh", ["-c", keepLinux], {
    input: `${JSON.stringify(document)}\n${program}`,
    env: { PATH: `${programs}:${lent}`, COMANAGED_ROOT: root, SSH_CONNECTION: connection },
    encoding: "utf8",
  });
  assert.equal(stdout.trim().split("\n").length, 1, stderr);
  return { ...answer.parse(JSON.parse(stdout || "null")), status };
}

/** Every file of a root with its mode and a hash of what it holds. */
export function filesOf(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(join(root, name)).isFile());
  return Object.fromEntries(
    files.map((name) => {
      const hash = createHash("sha256")
        .update(readFileSync(join(root, name)))
        .digest("hex");
      return [name, `${(statSync(join(root, name)).mode & 0o777).toString(8)} ${hash}`];
    }),
  );
}

/** A public key. */
export const key =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPQuTLobiVRDuMx9X1l0J7qIFtg4/T9IHykUNDfG2yVa";

/** An administrator, as documents have them. */
export const person = (account: string, keys: readonly string[] = [`${key} ${account}`]) => ({
  ...{ account, keys, principals: [], onlyPatches: false },
});
/** A document about administrators and service accounts. */
export const told = (people: readonly object[], accounts: readonly object[] = []) => ({
  version: 1,
  sections: {
    administrators: { people, authorities: [] },
    serviceAccounts: { accounts },
  },
});
