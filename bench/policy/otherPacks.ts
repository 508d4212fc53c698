import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageFolder } from "../../cli/packageFolder.js";

const manifest = `description: for comparison
runtime:
  name: nodejs
  options:
    typescript: false
main: index.js
`;

/** A pack without policies: what every pack costs. */
export async function emptyPack(scratch: string): Promise<string> {
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
export async function awsGuardPack(scratch: string): Promise<string> {
  const folder = await packIn(
    join(scratch, "awsguard"),
    'new (require("@pulumi/awsguard").AwsGuard)({ all: "mandatory" });\n',
  );
  const packages = ["@pulumi/awsguard@0.3.1", "@pulumi/policy@1.21.0", "@pulumi/pulumi@3.248.0"];
  const options = ["--save-exact", "--ignore-scripts", "--no-audit", "--no-fund"];
  await promisify(execFile)("npm", ["install", ...options, ...packages], { cwd: folder });
  return folder;
}

async function packIn(folder: string, code: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "PulumiPolicy.yaml"), manifest);
  await writeFile(join(folder, "package.json"), '{ "name": "compared", "version": "0.0.1" }\n');
  await writeFile(join(folder, "index.js"), code);
  return folder;
}
