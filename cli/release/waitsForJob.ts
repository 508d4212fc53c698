import type { Estate, PatchGroup } from "../../stacks/schema/model.js";

/**
 * Whether a group is held until the job that releases writes something: not one on AWS whose test
 * ring is on AWS, which a runbook looks at itself.
 */
export function waitsForJob({ servers }: Estate, { name, after }: PatchGroup): boolean {
  const isOf = (group: string) =>
    servers.some(({ platform, patchGroup }) => patchGroup === group && platform !== "aws");
  return after !== undefined && (isOf(name) || isOf(after.group));
}
