import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import type { Observed } from "../../components/service/observed.js";
import { jsonIn } from "../guests/jsonIn.js";

const limits = z.object({ minimumMiB: z.number(), maximumMiB: z.number() }).nullable();

const disk = z.object({ label: z.string().nullable(), slot: z.number(), sizeGiB: z.number() });

/** What was asked for; null where nothing was, and absent on hosts that are managed. */
const replica = z
  .looseObject({ server: z.string(), frequencySeconds: z.number() })
  .nullable()
  .default(null);

const replicaFound = z
  .object({
    ...{ mode: z.string(), server: z.string(), primary: z.string() },
    ...{ frequencySeconds: z.number(), state: z.string(), health: z.string() },
  })
  .nullable()
  .default(null);

/** On a host that is managed. */
const vmNetwork = z.string().optional();

/** What a host was told of a machine, as its state keeps it. */
const document = z.object({
  sections: z.object({
    machine: z.object({
      ...{ machineId: z.string(), key: z.string(), name: z.string(), host: z.string() },
      ...{ cpus: z.number(), memoryMiB: z.number(), retired: z.boolean() },
      dynamicMemory: limits,
      checkpoints: z.array(z.looseObject({ name: z.string() })),
      adopted: z.array(z.object({ label: z.string(), file: z.string() })).default([]),
      secureBootTemplate: z.string(),
      replica,
      // Only its host gives a machine a TPM, and only its manager moves it.
      ...{ tpm: z.boolean().optional(), computer: z.string().optional() },
      // What is not read is kept where the document is written again.
      disks: z.array(disk.loose()),
      interfaces: z.array(
        z.looseObject({ network: z.string(), switch: z.string(), vlan: z.number(), vmNetwork }),
      ),
    }),
  }),
});

type Told = z.output<typeof document>["sections"]["machine"];

const found = z.object({
  ...{ cpus: z.number(), memoryMiB: z.number(), power: z.string() },
  ...{ tpm: z.boolean().optional(), computer: z.string().optional() },
  ...{ dynamicMemory: limits, secureBoot: z.boolean() },
  checkpoints: z.array(z.string()),
  replica: replicaFound,
  secureBootTemplate: z.string(),
  disks: z.array(disk),
  interfaces: z.array(
    z.object({
      name: z.string(),
      switch: z.string().nullable(),
      vlan: z.number().nullable(),
      vmNetwork,
    }),
  ),
});

/** What a host answers that has looked at a machine. */
export const seenMachine = z.object({ machine: found });

/** A machine as its host finds it. */
export type Found = z.output<typeof found>;

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
    ...placed(told),
    ...disksOf(told.disks),
    ...checkpointsOf(told.checkpoints.map(({ name }) => name)),
    ...(told.replica && replicates(told.replica, "Replicating", "Normal")),
    ...Object.fromEntries(
      told.interfaces.map(({ network, switch: on, vlan, vmNetwork: via }) => [
        `networks.${network}`,
        told.retired ? "unplugged" : plugged(on, vlan, via),
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
    ...placed(found),
    ...disksOf(found.disks),
    ...checkpointsOf(found.checkpoints.map((name) => name.replace(/^comanaged-/, ""))),
    ...replicaOf(found.replica),
    ...Object.fromEntries(
      found.interfaces.map(({ name, switch: on, vlan, vmNetwork: via }) => [
        `networks.${name.replace(/^comanaged-/, "")}`,
        on === null ? "unplugged" : plugged(on, vlan ?? 0, via),
      ]),
    ),
  };
}

function rangeOf(range: z.output<typeof limits>): Observed[string] {
  return range !== null && `${range.minimumMiB} to ${range.maximumMiB} MiB`;
}

function replicates(
  { server, frequencySeconds }: { readonly server: string; readonly frequencySeconds: number },
  state: string,
  health: string,
): Observed {
  return {
    "replica.to": `${server.toLowerCase()} every ${frequencySeconds} s`,
    ...{ "replica.state": state, "replica.health": health },
  };
}

/** The first copy is on its way in these states, as was asked for. */
const copying = [
  ...["ReadyForInitialReplication", "InitialReplicationInProgress", "WaitingForInitialReplication"],
];

/** After a failover, what its host has is the replica of what runs elsewhere. */
function replicaOf(found: Found["replica"]): Observed {
  if (found === null) {
    return {};
  }
  const { mode, primary, state, health } = found;
  return mode === "Primary"
    ? replicates(found, copying.includes(state) ? "Replicating" : state, health)
    : { "replica.of": primary.toLowerCase() };
}

function checkpointsOf(names: readonly string[]): Observed {
  return Object.fromEntries(names.map((name) => [`checkpoints.${name}`, "taken"]));
}

/** What only a host tells of a machine, or only the manager of hosts. */
function placed({ tpm, computer }: Pick<Found, "tpm" | "computer">): Observed {
  return {
    ...(tpm !== undefined && { "firmware.tpm": tpm }),
    ...(computer !== undefined && { computer }),
  };
}

function plugged(on: string, vlan: number, vmNetwork = on): string {
  const where = vmNetwork === on ? on : `${vmNetwork} on ${on}`;
  return vlan === 0 ? where : `${where}, VLAN ${vlan}`;
}

/** Disks that are not ours are told by their slots. */
function disksOf(disks: readonly z.output<typeof disk>[]): Observed {
  return Object.fromEntries(
    disks.map(({ label, slot, sizeGiB }) => [`disks.${label ?? `slot-${slot}`}.sizeGiB`, sizeGiB]),
  );
}
