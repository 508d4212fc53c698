import type { Deployment, Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { record, recordAt } from "../../components/service/patchPath/values.js";
import { jsonIn } from "../guests/jsonIn.js";
import type { Found, ToldMachine } from "./hypervFacts.js";

/** A machine that its host finds other than it was told. */
export interface SeenMachine extends ToldMachine {
  readonly found: Found;
}

/** A resource as the engine writes it; what is not read is kept. */
const deployment = z.looseObject({
  resources: z.array(
    z.looseObject({
      urn: z.string(),
      inputs: z.record(z.string(), z.unknown()).default({}),
      outputs: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/**
 * Writes what hosts found into the state, as a refresh does for resources that can be read: the
 * document of a machine tells what it is, so that the next preview compares that with what it is to
 * be, and tells what putting it right takes.
 */
export async function writeMachines(stack: Stack, machines: readonly SeenMachine[]): Promise<void> {
  await stack.importStack(withFound(await stack.exportStack(), machines));
}

function withFound(exported: Deployment, machines: readonly SeenMachine[]): Deployment {
  const { resources, ...rest } = deployment.parse(exported.deployment);
  const written = resources.map((one) => {
    const machine = machines.find(({ urn }) => urn === one.urn);
    const { stdin } = one.inputs;
    if (machine === undefined || typeof stdin !== "string") {
      return one;
    }
    const found = { stdin: documentOf(stdin, machine) };
    return {
      ...one,
      inputs: { ...one.inputs, ...found },
      outputs: { ...one.outputs, ...found },
    };
  });
  return { ...exported, deployment: { ...rest, resources: written } };
}

/** The same input of a command with another machine in its document. */
function documentOf(stdin: string, { told, found }: SeenMachine): string {
  const [line = "", ...program] = stdin.split("\n");
  const document = record(jsonIn(line));
  const machine = { ...recordAt(document, "sections", "machine"), ...hardwareOf(found) };
  const sections = { machine: { ...machine, ...partsOf(told, found) } };
  return [JSON.stringify({ ...document, sections }), ...program].join("\n");
}

/** What no document says stands in it only where it is wrong. */
function hardwareOf({ power, secureBoot, ...found }: Found) {
  const { cpus, memoryMiB, dynamicMemory, secureBootTemplate, tpm } = found;
  return {
    ...{ cpus, memoryMiB, dynamicMemory, secureBootTemplate, tpm },
    ...(power !== "Running" && { power }),
    ...(!secureBoot && { secureBoot }),
  };
}

/** Whether its replica goes where it was told to; how it gets on stands in no document. */
function isReplicated({ replica }: ToldMachine["told"], { replica: seen }: Found): boolean {
  return (
    replica !== null &&
    seen?.mode === "Primary" &&
    seen.server.toLowerCase() === replica.server.toLowerCase()
  );
}

/** Our disks and interfaces, as they are; those of others are none of the machine's document. */
function partsOf(told: ToldMachine["told"], found: Found) {
  return {
    ...(told.replica !== null && {
      replica: isReplicated(told, found)
        ? { ...told.replica, frequencySeconds: found.replica?.frequencySeconds }
        : null,
    }),
    checkpoints: told.checkpoints.filter(({ name }) =>
      found.checkpoints.includes(`comanaged-${name}`),
    ),
    disks: told.disks.flatMap((disk) => {
      const own = found.disks.find(({ label }) => label === disk.label);
      return own === undefined ? [] : [{ ...disk, sizeGiB: own.sizeGiB }];
    }),
    interfaces: told.interfaces.flatMap((one) => {
      const own = found.interfaces.find(({ name }) => name === `comanaged-${one.network}`);
      const is = own && { switch: own.switch ?? "", vlan: own.vlan ?? 0 };
      const via = own?.vmNetwork === undefined ? {} : { vmNetwork: own.vmNetwork };
      return is === undefined ? [] : [{ ...one, ...is, ...via }];
    }),
  };
}
