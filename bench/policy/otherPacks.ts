import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageFolder } from "../../cli/packageFolder.js";
import { messageOf, RunFailure } from "../../cli/stack/run.js";

const manifest = `description: for comparison
runtime:
  name: nodejs
  options:
    typescript: false
main: index.js
`;

/** Folders of the packs that ours is compared with. */
export interface OtherPacks {
  readonly empty: string;
  readonly awsGuard: string;
}

/**
 * Makes the packs that ours is compared with.
 *
 * @throws RunFailure when AWSGuard cannot be installed
 */
export async function makeOtherPacks(scratch: string): Promise<OtherPacks> {
  return { empty: await emptyPack(scratch), awsGuard: await awsGuardPack(scratch) };
}

/** A pack without policies: what every pack costs. */
async function emptyPack(scratch: string): Promise<string> {
  const folder = await packIn(
    join(scratch, "empty"),
    'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n',
  );
  await symlink(join(packageFolder, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/**
 * The pack of Pulumi's that is compared with, all of its policies switched on. It is installed
 * into the folder in these exact versions and is no dependency of the project.
 */
async function awsGuardPack(scratch: string): Promise<string> {
  const folder = await packIn(
    join(scratch, "awsguard"),
    'new (require("@pulumi/awsguard").AwsGuard)({ all: "mandatory" });\n',
  );
  const packages = ["@pulumi/awsguard@0.3.1", "@pulumi/policy@1.21.0", "@pulumi/pulumi@3.248.0"];
  const options = ["--save-exact", "--ignore-scripts", "--no-audit", "--no-fund"];
  try {
    await promisify(execFile)("npm", ["install", ...options, ...packages], { cwd: folder });
  } catch (failure) {
    throw new RunFailure(
      `AWSGuard, which is compared with, cannot be installed: ${npmErrors(failure)}\n` +
        `Let npm reach a registry that has ${packages.join(", ")}.`,
    );
  }
  return folder;
}

function npmErrors(failure: unknown): string {
  const lines = messageOf(failure).split("\n");
  const errors = lines.flatMap((line) => /^npm (?:error|ERR!) (.+)/.exec(line)?.[1] ?? []);
  return errors[0] === undefined ? (lines[0] ?? "") : errors.slice(0, 3).join("; ");
}

async function packIn(folder: string, code: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "PulumiPolicy.yaml"), manifest);
  await writeFile(join(folder, "package.json"), '{ "name": "compared", "version": "0.0.1" }\n');
  await writeFile(join(folder, "index.js"), code);
  return folder;
}
