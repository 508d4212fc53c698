import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../cli/packageFolder.js";
import type { ExportedResource } from "./stateOf.js";

/**
 * The type tokens of all components that the compiled library defines. Bundled programs run on other
 * machines and hold the classes of libraries besides.
 */
export function tokensInSources(): string[] {
  const folder = join(packageFolder, "dist", "components");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".js") && !file.endsWith(".bundle.js"))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/super\("([^"]+)"/g)])
    .map(([, token = ""]) => token);
}

/** What breaks the conventions of components among the resources of a state. */
export function conventionProblems(resources: readonly ExportedResource[]): string[] {
  const components = resources.filter(({ type }) => type.startsWith("comanaged:"));
  return components.flatMap((component) => {
    const children = resources.filter(({ parent }) => parent === component.urn);
    return [
      ...tokenProblems(component),
      ...outputProblems(component),
      ...children.flatMap((child) => nameProblems(component, child)),
    ];
  });
}

function tokenProblems({ type, urn }: ExportedResource): string[] {
  return /^comanaged:[a-z]+:[A-Z][A-Za-z]+$/.test(type)
    ? []
    : [`${urn}: the token is not comanaged:<room>:<Noun>`];
}

function outputProblems({ urn, outputs }: ExportedResource): string[] {
  return Object.keys(outputs).length > 0 ? [] : [`${urn}: registers no outputs`];
}

function nameProblems(parent: ExportedResource, child: ExportedResource): string[] {
  return nameOf(child).startsWith(`${nameOf(parent)}-`)
    ? []
    : [`${child.urn}: does not begin with the name of its parent, ${nameOf(parent)}`];
}

function nameOf({ urn }: ExportedResource): string {
  return urn.split("::").at(-1) ?? "";
}
