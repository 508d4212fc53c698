import { availableParallelism } from "node:os";
import * as settings from "@pulumi/pulumi/runtime/settings.js";
import { replaceMethod } from "./replaceMethod.js";

/** Enough to keep the engine busy, which works on four at once for each processor. */
const openAtOnce = Math.max(100, 16 * availableParallelism());

/**
 * Counts the requests that the engine has not answered yet and gives a way to wait for room.
 * The SDK hands every resource to the engine as soon as it is made, and a resource on its way
 * holds hundreds of promises; only a window of them exists at once for those who wait.
 */
export function countRequests(): () => Promise<void> {
  const { rpcKeepAlive } = settings;
  const open = new Set<object>();
  let resume = () => {};
  replaceMethod(settings, "rpcKeepAlive", () => () => {
    const done = rpcKeepAlive();
    const request = {};
    open.add(request);
    return () => {
      done();
      open.delete(request);
      if (open.size < openAtOnce) {
        resume();
      }
    };
  });
  return async () => {
    if (open.size >= openAtOnce) {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    }
  };
}
