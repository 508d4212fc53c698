import * as pulumi from "@pulumi/pulumi";

/**
 * Names of the resources that the state of this stack has already. What stands on a platform and
 * is not among them was left behind by an earlier life of the stack, or is somebody else's.
 * To be asked before the first resource is made: the engine answers through a provider that it
 * starts for this, and never starts it while hooks keep all its workers busy.
 */
export async function managedNames(): Promise<ReadonlySet<string>> {
  const [organization, project, stack] = [
    pulumi.getOrganization(),
    pulumi.getProject(),
    pulumi.getStack(),
  ];
  const answer: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
    stackName: `${organization}/${project}/${stack}`,
  });
  const outputs = isRecord(answer) ? answer["outputs"] : undefined;
  const urns = isRecord(outputs) ? Object.keys(outputs) : [];
  return new Set(urns.map((urn) => urn.split("::").at(-1) ?? ""));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
