import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageSpec } from "../core/spec.js";
import { awsTokens } from "./awsTokens.js";
import { formatSpec } from "./formatSpec.js";
import { type Layout, specOf } from "./generateDeclared.js";

const layout: Layout = { package: "@pulumi/aws", parts, told: (input) => input };

/** `ec2/instance.d.ts` and `Instance` of `aws:ec2/instance:Instance`. */
function parts(token: string): { file: string; name: string } {
  const [, file = "", name = ""] = token.split(":");
  return { file: `${file.replace("index/", "")}.d.ts`, name };
}

/** The simulator's data of AWS, taken from the declarations of the bindings. */
export function awsSpec(): PackageSpec {
  return specOf("aws", layout, awsTokens);
}

if (require.main === module) {
  writeFileSync(join("simulator", "data", "aws.json"), formatSpec(awsSpec()));
}
