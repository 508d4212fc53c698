import * as debuggable from "@pulumi/pulumi/runtime/debuggable.js";
import { replaceMethod } from "./replaceMethod.js";
import { withoutStacks } from "./withoutStacks.js";

/**
 * Keeps the SDK from writing down where each promise was made. It does so for some fifty promises
 * a resource, looking up source maps for ten frames each: half the time of a large preview. It
 * shows them only when `PULUMI_DEBUG_PROMISE_LEAKS` asks for them, and then they are kept. Leaks
 * are detected as before, and errors that are thrown have their stacks.
 */
export function makePromisesLean(): void {
  if (process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) {
    return;
  }
  replaceMethod(
    debuggable,
    "debuggablePromise",
    (original) =>
      (...args) =>
        withoutStacks(() => original(...args)),
  );
}
