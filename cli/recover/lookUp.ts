import * as pulumi from "@pulumi/pulumi";
import { awsSettledFinders } from "../../components/recovery/awsFinders.js";
import { type Found, nothing, type Scope } from "../../components/recovery/finder.js";
import { finders } from "../../components/recovery/guard.js";
import { type AskedStack, ask } from "../stack/ask.js";
import type { StackState, StateResource } from "./state.js";

/** A create and what stands on the platform in its place. */
export interface Judged {
  readonly resource: StateResource;
  readonly found: Found;
}

/**
 * Looks for what came of creates on their platforms, through the providers that were to make them.
 *
 * @throws RunFailure when a platform cannot be asked
 */
export function lookUp(
  state: StackState,
  creates: readonly StateResource[],
  where: AskedStack,
): Promise<Judged[]> {
  return ask(where, async () => {
    const judged: Judged[] = [];
    const providers = new Providers([...state.resources, ...creates]);
    for (const resource of creates) {
      const provider = providers.of(resource);
      const scope = { invoke: provider ? { provider } : {}, ...datacenterOf(state) };
      judged.push({ resource, found: await judge(resource, scope) });
    }
    return judged;
  });
}

async function judge({ type, inputs, urn }: StateResource, scope: Scope): Promise<Found> {
  try {
    const finder = finders[type] ?? awsSettledFinders[type];
    return (await finder?.(inputs, scope)) ?? nothing;
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
