import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { textsIn } from "../report/mask.js";

/** Every text that is secret in the settings of a stack, the parts of objects among them. */
export async function secretsOf(stack: Stack): Promise<readonly string[]> {
  const settings = await stack.getAllConfig();
  return Object.values(settings).flatMap(({ value, secret }) =>
    secret === true ? [value, ...partsOf(value)] : [],
  );
}

/** The texts of a setting that is an object. */
function partsOf(value: string): readonly string[] {
  try {
    return textsIn(JSON.parse(value));
  } catch {
    return [];
  }
}
