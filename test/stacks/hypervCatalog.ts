import { readFileSync } from "node:fs";

/** A host key of a made-up host. */
export const hostKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPuvrdBr9OYxeU+JnWQ9B5AqhdMJsX1BvQAT+uBgXrEY hv-1";

/** What Hyper-V is offered with, besides its hosts. */
export const common = {
  account: "comanaged",
  storage: { standard: "D:\\vms", fast: "E:\\vms" },
  timeZone: "Europe/Berlin",
} as const;

/** What is offered on Hyper-V, by name. */
type Offered = Readonly<Record<string, object>>;

/** The catalog of the repository with Hyper-V, networks there, and what its images are there. */
export function hypervCatalog(hyperv: object, networks: Offered, images: Offered): string {
  const added = Object.entries(networks).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`,
  );
  const offered = readFileSync("stacks/catalog.yaml", "utf8")
    .replace("platforms:\n", () => `platforms:\n  hyperv: ${JSON.stringify(hyperv)}\n`)
    .replace("\nnetworks:\n", () => `\nnetworks:\n${added.join("")}`);
  return Object.entries(images).reduce(
    (text, [image, there]) =>
      text.replace(
        `    vsphere: { template: tpl-${image} }`,
        (line) => `${line}\n    hyperv: ${JSON.stringify(there)}`,
      ),
    offered,
  );
}
