/**
 * A frame such as `node_modules/@pulumi/resource.ts:1598`: a scope and no package, as the SDK's
 * source maps name its files.
 */
const scopeWithoutPackage = /node_modules\/@[^/\s]+\/[^/\s]+:\d/;

/**
 * Makes errors cheap to print. Node.js 20 takes half a minute to colour a stack with frames as
 * above (its search for the end of the package's name starts over at the beginning of the line),
 * and the SDK colours every error that ends a program.
 */
export function keepErrorsInspectable(): void {
  process.prependListener("uncaughtException", shorten);
  process.prependListener("unhandledRejection", shorten);
}

function shorten(failure: unknown): void {
  if (failure instanceof Error && failure.stack !== undefined) {
    failure.stack = withoutScopedFiles(failure.stack);
  }
}

function withoutScopedFiles(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => !scopeWithoutPackage.test(line))
    .join("\n");
}
