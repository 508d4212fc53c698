import assert from "node:assert/strict";
import { parse } from "yaml";
import { z } from "zod";
import { adopt } from "../../cli/adopt/command.js";
import type { HostAccess } from "../../cli/guests/hypervHost.js";
import type { Ground } from "./ground.js";

const printed = z.object({
  servers: z.record(
    z.string(),
    z.looseObject({ platform: z.literal("hyperv"), adopt: z.object({ machine: z.string() }) }),
  ),
});

/** The entry that `comanaged adopt` prints for a machine of Hyper-V, which is to be a server. */
export async function printedEntry(
  { engine, project, stacks }: Ground,
  server: string,
  machine: string,
  access: HostAccess,
) {
  const text = await adopt(
    { engine, workDir: project.folder, environment: project.environment },
    { stack: "chemistry", server, service: "lims", machine, stacks, image: "debian-12" },
    access,
  );
  const entry = printed.parse(parse(text)).servers[server];
  assert.ok(entry);
  return { ...entry, patchGroup: "test" };
}
