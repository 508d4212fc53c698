import * as local from "@pulumi/command/local";
import * as pulumi from "@pulumi/pulumi";
import { quiet } from "../remote/quiet.js";
import type { BackupServer } from "../service/backup/backupServer.js";
import { restoreDrivers } from "./backupServerRestores.plan.js";

/** A backup of a large machine shows in minutes; a busy backup server has others show before it. */
const customTimeouts = { create: "4h", update: "4h", delete: "4h" };

/** Makes a step; each is a resource of its own, named by it. */
type MakeStep<Step> = (
  step: Step,
  options?: pulumi.CustomResourceOptions,
  inputs?: Partial<local.CommandArgs>,
) => local.Command;

/** Something that a backup server shows. */
interface Showing<Step> {
  readonly server: BackupServer;
  /** What the program is told of a step. */
  readonly told: (step: Step) => pulumi.Output<object>;
}

/**
 * Makes the steps of something that a backup server shows for as long as it is held. The first step
 * comes before anything shows and goes last, and it knows the password of now: it ends what shows.
 */
export function shownWhileHeld<Step extends string>(
  name: string,
  { server, told }: Showing<Step | "held">,
  parent: pulumi.Resource,
): { readonly held: local.Command; readonly make: MakeStep<Step | "held"> } {
  const { keep, release, sent } = restoreDrivers[server.kind];
  const make: MakeStep<Step | "held"> = (step, options, inputs) =>
    new local.Command(
      `${name}-${step}`,
      {
        ...{ create: keep, ...quiet, ...inputs },
        stdin: pulumi.secret(told(step).apply(sent)),
      },
      { parent, customTimeouts, ...options },
    );
  return { held: make("held", {}, { delete: release }), make };
}
