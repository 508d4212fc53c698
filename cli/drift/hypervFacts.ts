import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import type { Observed } from "../../components/service/observed.js";
import { jsonIn } from "../guests/jsonIn.js";

const limits = z.object({ minimumMiB: z.number(), maximumMiB: z.number() }).nullable();

const disk = z.object({ label: z.string().nullable(), slot: z.number(), sizeGiB: z.number() });

/** What a host was told of a machine, as its state keeps it. */
const document = z.object({
  sections: z.object({
    machine: z.object({
      ...{ machineId: z.string(), key: z.string(), name: z.string(), host: z.string() },
      ...{ cpus: z.number(), memoryMiB: z.number(), tpm: z.boolean(), retired: z.boolean() },
      dynamicMemory: limits,
      checkpoints: z.array(z.looseObject({ name: z.string() })),
      secureBootTemplate: z.string(),
      // What is not read is kept where the document is written again.
      disks: z.array(disk.loose()),
      interfaces: z.array(
        z.looseObject({ network: z.string(), switch: z.string(), vlan: z.number() }),
      ),
    }),
  }),
});

type Told = z.output<typeof document>["sections"]["machine"];

/** What a host answers. */
export const hostAnswer = z.object({
  observed: z.object({
    machine: z
      .object({
        ...{ cpus: z.number(), memoryMiB: z.number(), tpm: z.boolean(), power: z.string() },
        ...{ dynamicMemory: limits, secureBoot: z.boolean() },
        checkpoints: z.array(z.string()),
        secureBootTemplate: z.string(),
        disks: z.array(disk),
        interfaces: z.array(
          z.object({
            name: z.string(),
            switch: z.string().nullable(),
            vlan: z.number().nullable(),
          }),
        ),
      })
      .optional(),
  }),
  problems: z.array(z.string()),
});

type HostAnswer = z.output<typeof hostAnswer>;

/** A machine as its host finds it. */
export type Found = NonNullable<HostAnswer["observed"]["machine"]>;

/** A machine as its host was told. */
export interface ToldMachine {
  readonly urn: string;
  /** The server's name. */
  readonly name: string;
  readonly told: Told;
}

const state = z.object({
  resources: z
    .array(
      z.object({
        ...{ urn: z.string(), type: z.string() },
        // What is secret is an object, and none of our documents.
        inputs: z.object({ stdin: z.string().catch("") }).default({ stdin: "" }),
      }),
    )
    .default([]),
});

/** The machines on Hyper-V hosts of a state, none of which is decrypted. */
export function machinesIn({ deployment }: Deployment): readonly ToldMachine[] {
  return state.parse(deployment).resources.flatMap(({ urn, type, inputs }): ToldMachine[] => {
    const { data } = document.safeParse(
      type === "command:remote:Command" ? jsonIn(inputs.stdin.split("\n")[0] ?? "") : undefined,
    );
    const told = data?.sections.machine;
    return told === undefined ? [] : [{ urn, name: told.name, told }];
  });
}

/** A machine as its host was told. */
export function expectedOf({ told }: ToldMachine): Observed {
  return {
    ...{ cpus: told.cpus, memoryMiB: told.memoryMiB },
    dynamicMemory: rangeOf(told.dynamicMemory),
    power: told.retired ? "Off" : "Running",
    "firmware.secureBoot": true,
    "firmware.secureBootTemplate": told.secureBootTemplate,
    "firmware.tpm": told.tpm,
    ...disksOf(told.disks),
    ...checkpointsOf(told.checkpoints.map(({ name }) => name)),
    ...Object.fromEntries(
      told.interfaces.map(({ network, switch: on, vlan }) => [
        `networks.${network}`,
        told.retired ? "unplugged" : plugged(on, vlan),
      ]),
    ),
  };
}

/** A machine as its host finds it, in the words of all platforms. */
export function foundOf(found: Found): Observed {
  return {
    ...{ cpus: found.cpus, memoryMiB: found.memoryMiB },
    dynamicMemory: rangeOf(found.dynamicMemory),
    power: found.power,
    "firmware.secureBoot": found.secureBoot,
    "firmware.secureBootTemplate": found.secureBootTemplate,
    "firmware.tpm": found.tpm,
    ...disksOf(found.disks),
    ...checkpointsOf(found.checkpoints.map((name) => name.replace(/^comanaged-/, ""))),
    ...Object.fromEntries(
      found.interfaces.map(({ name, switch: on, vlan }) => [
        `networks.${name.replace(/^comanaged-/, "")}`,
        on === null ? "unplugged" : plugged(on, vlan ?? 0),
      ]),
    ),
  };
}

function rangeOf(range: z.output<typeof limits>): Observed[string] {
  return range !== null && `${range.minimumMiB} to ${range.maximumMiB} MiB`;
}

function checkpointsOf(names: readonly string[]): Observed {
  return Object.fromEntries(names.map((name) => [`checkpoints.${name}`, "taken"]));
}

function plugged(on: string, vlan: number): string {
  return vlan === 0 ? on : `${on}, VLAN ${vlan}`;
}

/** Disks that are not ours are told by their slots. */
function disksOf(disks: readonly z.output<typeof disk>[]): Observed {
  return Object.fromEntries(
    disks.map(({ label, slot, sizeGiB }) => [`disks.${label ?? `slot-${slot}`}.sizeGiB`, sizeGiB]),
  );
}
