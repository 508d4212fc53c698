import type { Deployment } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { inspectHardware, type ObservedHardware, unwantedLevels } from "../../components/index.js";
import { hardwareDocument } from "../../components/service/hardware/document.js";
import { keepHardware } from "../../components/service/hardware/hardwareCommands.js";
import { differences, type Observed } from "../../components/service/observed.js";
import type { PhysicalOffer } from "../../stacks/schema/model.js";
import { jsonIn } from "../guests/jsonIn.js";
import type { ServerDrift } from "./serverDrift.js";

/** How the engine writes a secret in a state that is exported with its secrets. */
const text = z
  .union([z.string(), z.object({ plaintext: z.string() }).transform(({ plaintext }) => plaintext)])
  .transform((value) => (value.startsWith('"') ? z.string().parse(jsonIn(value)) : value));

const command = z.object({
  type: z.literal("command:local:Command"),
  inputs: z.object({ create: z.literal(keepHardware), stdin: text }),
  outputs: z.object({ stdout: text }),
});

const state = z.object({ resources: z.array(z.unknown()).default([]) });

/** What the program told of a machine when it last looked. */
const answer = z.object({
  observed: z.object({
    ...{ cpus: z.number().optional(), memoryGiB: z.number().optional() },
    ...{ tpm: z.boolean().optional(), secureBoot: z.boolean().optional() },
    disks: z.array(z.object({ serial: z.string(), sizeGiB: z.number() })).optional(),
    interfaces: z.array(z.string()).optional(),
    firmware: z.array(z.object({ name: z.string(), version: z.string() })),
    consoles: z.array(z.object({ kind: z.string(), over: z.string(), open: z.boolean() })),
  }),
});

type Seen = z.infer<typeof answer>["observed"];

type Told = ReturnType<typeof hardwareDocument.parse>["sections"];

/** A physical machine as its program was told, and as it left it. */
export interface ToldHardware {
  readonly told: Told;
  readonly left: Seen;
}

/** The physical machines of a state. */
export function hardwareIn({ deployment }: Deployment): readonly ToldHardware[] {
  return state.parse(deployment).resources.flatMap((resource): ToldHardware[] => {
    const { data } = command.safeParse(resource);
    const document = hardwareDocument.safeParse(jsonIn(data?.inputs.stdin.split("\n")[0] ?? ""));
    const left = answer.safeParse(jsonIn(data?.outputs.stdout ?? ""));
    return document.success && left.success
      ? [{ told: document.data.sections, left: left.data.observed }]
      : [];
  });
}

/**
 * Compares a machine with how it was left, through its BMC; nothing is changed.
 *
 * @param wanted levels of firmware by models
 */
export async function hardwareDrift(
  { told, left }: ToldHardware,
  wanted: PhysicalOffer["firmware"] = {},
): Promise<ServerDrift> {
  const { machine, bmc } = told;
  const seen = await inspectHardware(bmc, machine, true);
  if (seen.state !== "seen") {
    return { server: machine.name, differences: [], unseen: seen.why };
  }
  const expected = { ...facts(left, told), power: machine.retired ? "Off" : "On" };
  const power = seen.observed.power === "on" ? "On" : "Off";
  const found = { ...facts(seen.observed, told), ...failing(seen.observed), power };
  const levels = unwantedLevels(seen.observed, wanted).map(({ name, is, wanted: level }) => ({
    ...{ what: `firmware.${name}`, expected: level },
    ...(is !== undefined && { found: is }),
  }));
  return { server: machine.name, differences: [...differences(expected, found), ...levels] };
}

/** What a machine is, in the words of all platforms. Drives that are not ours go by their numbers. */
function facts(
  {
    cpus,
    memoryGiB,
    tpm,
    secureBoot,
    disks = [],
    interfaces,
    firmware,
    consoles,
  }: Seen | ObservedHardware,
  { machine }: Told,
): Observed {
  const label = (serial: string) =>
    machine.disks.find((disk) => disk.serial === serial)?.label ?? serial;
  return {
    ...(cpus !== undefined && { cpus }),
    ...(memoryGiB !== undefined && { memoryMiB: memoryGiB * 1024 }),
    ...(tpm !== undefined && { "firmware.tpm": tpm }),
    ...(secureBoot !== undefined && { "firmware.secureBoot": secureBoot }),
    ...Object.fromEntries([
      ...disks.map(({ serial, sizeGiB }) => [`disks.${label(serial)}.sizeGiB`, sizeGiB]),
      ...machine.interfaces.flatMap(({ network, mac }) =>
        interfaces === undefined
          ? []
          : [[`networks.${network}`, interfaces.includes(mac) ? mac : "unplugged"]],
      ),
      ...firmware.map(({ name, version }) => [`firmware.${name}`, version]),
      ...consoles.map(({ kind, over, open }) => [
        `consoles.${kind}.${over}`,
        open ? "open" : "closed",
      ]),
    ]),
  };
}

/** Parts that fail: no machine is left with one. */
function failing({ faults }: ObservedHardware): Observed {
  return Object.fromEntries(
    faults.map(({ part, name, severity }) => [`health.${part}.${name}`, severity]),
  );
}
