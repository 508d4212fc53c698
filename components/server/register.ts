import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Confirmed } from "../service/confirmation.js";
import { losses } from "../service/losses.js";
import { operatingSystems } from "../service/operatingSystem.js";
import { platforms } from "../service/platform.js";
import { diskStandings, type Loss, lossText, type RegisteredServers } from "../service/register.js";
import { storageTiers } from "../service/server.js";

/** What an estate keeps of its servers from one run to the next. */
export interface RegisterArgs {
  readonly servers: RegisteredServers;
}

const part = { point: z.string(), taken: z.string() };

const kept = z.object({
  servers: z.record(
    z.string(),
    z.object({
      platform: z.enum(platforms),
      removable: z.boolean(),
      replaceable: z.boolean().default(false),
      generation: z.number().default(1),
      formerly: z.array(z.string()).default([]),
      disks: z.record(
        z.string(),
        z.object({
          standing: z.enum(diskStandings),
          sizeGiB: z.number(),
          tier: z.enum(storageTiers).optional(),
          path: z.string().optional(),
        }),
      ),
      retired: z.boolean().optional(),
      snapshots: z.array(z.string()).optional(),
      replica: z.string().optional(),
      image: z.object({ name: z.string(), os: z.enum(operatingSystems) }).optional(),
      restored: z
        .object({ point: z.string(), taken: z.string(), inPlace: z.boolean().optional() })
        .optional(),
      restoredParts: z
        .object({
          files: z
            .object({ ...part, files: z.array(z.string()), to: z.enum(["original", "beside"]) })
            .optional(),
          disks: z.array(z.object({ ...part, label: z.string() })).optional(),
        })
        .optional(),
    }),
  ),
});

/** The outputs of a register whose servers were all built; of one that broke off there are none. */
const reached = z.object({ servers: z.array(z.string()) });

/**
 * The servers and disks of an estate as they were at the last `up`. A program cannot see what is
 * not in it any more; this component is in it always, and its hook sees both lists. Build
 * nothing before `isRegistered` says that the step from one to the other is sound.
 */
export class Register extends pulumi.ComponentResource {
  /** Resolves once the register was accepted, in previews too. */
  readonly isRegistered: Promise<void>;
  /** Call it once all servers are what the register says: only then it has outputs. */
  readonly isReached: () => void;

  constructor(name: string, args: RegisterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:server:Register", name, { ...args }, opts);
    this.isRegistered = new Promise((resolve) => {
      this.urn.apply(() => resolve());
    });
    let settle = () => {};
    const servers = new Promise<string[]>((resolve) => {
      settle = () => resolve(Object.keys(args.servers));
    });
    this.isReached = settle;
    this.registerOutputs({ servers });
  }
}

/** Who wants to know of the step from one register to the next. */
export interface StepWatch {
  /** There is no register yet: everything is new. */
  readonly started: () => void;
  /** Takes what is refused, besides the error. */
  readonly refused: (losses: readonly Loss[]) => void;
  /** Takes a step in which nothing is lost. */
  readonly passed: (before: RegisteredServers, after: RegisteredServers) => void;
}

const unwatched: StepWatch = {
  started: () => undefined,
  refused: () => undefined,
  passed: () => undefined,
};

/**
 * Hooks for a register that refuse servers and disks that disappear without confirmation, and
 * disks that shrink or grow below a snapshot, in previews and in `up`, before anything is touched.
 */
export function guardLosses(
  estate: string,
  confirmedOf: (server: string) => Confirmed,
  { started, refused, passed }: StepWatch = unwatched,
): pulumi.ResourceHookBinding {
  const refuse = (lost: readonly Loss[]) => {
    if (lost.length > 0) {
      refused(lost);
      const lines = lost.map((loss) => `  ${lossText(loss)}`);
      throw new Error([`The estate "${estate}" cannot be changed like this:`, ...lines].join("\n"));
    }
  };
  const hook = new pulumi.ResourceHook(
    `${estate}-guard-losses`,
    ({ oldInputs, newInputs, oldOutputs }) => {
      const [before, after] = [kept.parse(oldInputs), kept.parse(newInputs)];
      const wasReached = reached.safeParse(oldOutputs).success;
      refuse(losses(before.servers, after.servers, confirmedOf, wasReached));
      passed(before.servers, after.servers);
    },
    { onDryRun: true },
  );
  const start = new pulumi.ResourceHook(
    `${estate}-register-starts`,
    ({ newInputs }) => {
      refuse(losses({}, kept.parse(newInputs).servers, confirmedOf));
      started();
    },
    { onDryRun: true },
  );
  return { beforeCreate: [start], beforeUpdate: [hook] };
}
