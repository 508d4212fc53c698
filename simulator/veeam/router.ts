import { veeamApi } from "./checks.js";
import type { ApiOperation } from "./description.js";

/** The operation that a request means. */
export interface Routed {
  readonly name: string;
  readonly operation: ApiOperation;
  readonly params: Readonly<Record<string, string>>;
}

const routes = Object.entries(veeamApi.operations)
  .map(([name, operation]) => ({ name, operation, steps: operation.path.split("/") }))
  // A fixed step is meant before a placeholder.
  .sort((a, b) => placeholders(a.steps) - placeholders(b.steps));

function placeholders(steps: readonly string[]): number {
  return steps.filter((step) => step.startsWith("{")).length;
}

/** Finds the operation of a method and a path; there may be none. */
export function route(method: string, path: string): Routed | undefined {
  const steps = path.split("/").map(decodeURIComponent);
  const found = routes.find(
    (one) => one.operation.method === method.toLowerCase() && fits(one.steps, steps),
  );
  if (found === undefined) {
    return undefined;
  }
  const params = found.steps.flatMap((step, index): [string, string][] =>
    step.startsWith("{") ? [[step.slice(1, -1), steps[index] ?? ""]] : [],
  );
  const { name, operation } = found;
  return { name, operation, params: Object.fromEntries(params) };
}

function fits(pattern: readonly string[], steps: readonly string[]): boolean {
  return (
    pattern.length === steps.length &&
    pattern.every((step, index) => step.startsWith("{") || step === steps[index])
  );
}
