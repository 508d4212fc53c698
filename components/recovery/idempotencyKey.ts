import * as pulumi from "@pulumi/pulumi";
import { boundedName } from "../service/boundedName.js";

/** What the descriptions of Systems Manager hold; tags hold more. */
const longest = 128;

/**
 * The idempotency key of an object, such as `comanaged/chemistry/lims-db-1/data`: the same in
 * every run of the same stack and different for every other object of the world. At
 * most 128 characters.
 */
export function idempotencyKey(name: string, role?: string): string {
  return idempotencyKeyIn(pulumi.getProject(), pulumi.getStack(), name, role);
}

/** The same of an object of some stack, such as the program does not run in. */
export function idempotencyKeyIn(project: string, stack: string, ...names: (string | undefined)[]) {
  return boundedName([project, stack, ...names].filter(Boolean).join("/"), longest);
}
