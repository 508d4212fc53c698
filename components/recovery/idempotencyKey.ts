import * as pulumi from "@pulumi/pulumi";

/**
 * The idempotency key of an object, such as `comanaged/chemistry/lims-db-1/data`: the same in
 * every run of the same stack and different for every other object of the world.
 */
export function idempotencyKey(name: string, role?: string): string {
  return [pulumi.getProject(), pulumi.getStack(), name, role].filter(Boolean).join("/");
}
