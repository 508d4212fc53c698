import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, type LocalWorkspaceOptions } from "@pulumi/pulumi/automation/index.js";
import { type Found, nothing, type Scope } from "../../components/recovery/finder.js";
import { finders } from "../../components/recovery/guard.js";
import { run } from "../stack/run.js";
import type { StackState, StateResource } from "./state.js";

/** A create and what stands on the platform in its place. */
export interface Judged {
  readonly resource: StateResource;
  readonly found: Found;
}

/** Where to look: the stack and the workspace that runs it. */
export interface LookUp {
  readonly projectName: string;
  readonly stackName: string;
  readonly workspace: LocalWorkspaceOptions & { readonly workDir: string };
}

/**
 * Looks for what came of creates on their platforms, through the providers that were to make them.
 *
 * The look-ups run in a preview of a program that declares nothing but these providers: a
 * preview takes no lock and changes nothing.
 *
 * @throws RunFailure when a platform cannot be asked
 */
export async function lookUp(
  state: StackState,
  creates: readonly StateResource[],
  where: LookUp,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const program = async () => {
    const providers = new Providers([...state.resources, ...creates]);
    for (const resource of creates) {
      const provider = providers.of(resource);
      const scope = { invoke: provider ? { provider } : {}, ...datacenterOf(state) };
      judged.push({ resource, found: await judge(resource, scope) });
    }
  };
  const { projectName, stackName, workspace } = where;
  const stack = await LocalWorkspace.selectStack({ projectName, stackName, program }, workspace);
  try {
    await run(stack, "preview");
  } catch (failure) {
    // The program declares no servers, and the engine says of each protected one that it cannot
    // be deleted. By then everything has been looked up.
    if (judged.length < creates.length) {
      throw failure;
    }
  }
  return judged;
}

async function judge({ type, inputs, urn }: StateResource, scope: Scope): Promise<Found> {
  try {
    return (await finders[type]?.(inputs, scope)) ?? nothing;
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    throw new pulumi.RunError(`Nobody can tell what came of ${urn.split("::").at(-1)}: ${reason}`);
  }
}

/** Declares each provider once: as the state has it, else as the program would make it. */
class Providers {
  private readonly resources: readonly StateResource[];
  private readonly declared = new Map<string, pulumi.ProviderResource>();

  constructor(resources: readonly StateResource[]) {
    this.resources = resources;
  }

  of({ provider }: StateResource): pulumi.ProviderResource | undefined {
    const [urn = ""] = provider?.match(/^.*(?=::[^:]+$)/) ?? [];
    const name = urn.split("::").at(-1) ?? "";
    const recorded = this.resources.find((resource) => resource.urn === urn);
    if (recorded === undefined || name.startsWith("default")) {
      return undefined;
    }
    const declared = this.declared.get(urn) ?? declare(name, recorded);
    this.declared.set(urn, declared);
    return declared;
  }
}

/** A provider of any package, with the inputs that a state has of it. */
class RecordedProvider extends pulumi.ProviderResource {}

function declare(name: string, { type, inputs }: StateResource): pulumi.ProviderResource {
  return new RecordedProvider(type.replace("pulumi:providers:", ""), name, { ...inputs });
}

function datacenterOf({ resources }: StackState): { datacenter?: string } {
  const ground = resources.find(({ type }) => /^comanaged:(landing|site):Vsphere$/.test(type));
  const datacenter = ground?.inputs["datacenter"];
  return typeof datacenter === "string" ? { datacenter } : {};
}
