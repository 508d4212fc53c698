import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageSpec } from "../core/spec.js";
import { commandTokens } from "./commandTokens.js";
import { formatSpec } from "./formatSpec.js";
import { type Layout, specOf } from "./generateDeclared.js";

const layout: Layout = { package: "@pulumi/command", parts, told: (input) => input };

/** `remote/command.d.ts` and `Command` of `command:remote:Command`. */
function parts(token: string): { file: string; name: string } {
  const [, module = "", name = ""] = token.split(":");
  return { file: `${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`, name };
}

/** The simulator's data of the command provider, taken from the declarations of the bindings. */
export function commandSpec(): PackageSpec {
  return specOf("command", layout, commandTokens);
}

if (require.main === module) {
  writeFileSync(join("simulator", "data", "command.json"), formatSpec(commandSpec()));
}
