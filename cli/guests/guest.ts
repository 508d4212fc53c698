import { z } from "zod";

/** How a server is reached over SSH, as the outputs of its stack say. */
const guest = z.object({
  os: z.enum(["linux", "windows"]),
  address: z.string().min(1),
  port: z.int().default(22),
  account: z.string(),
  /** The only host key that is accepted. */
  hostKey: z.string().min(1),
});

export type Guest = z.infer<typeof guest>;

const stackType = "pulumi:pulumi:Stack";

/** A state as far as outputs are concerned. */
const state = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          type: z.string(),
          outputs: z.object({ doors: z.record(z.string(), z.unknown()).default({}) }).nullish(),
        }),
      )
      .nullish(),
  }),
});

/**
 * The ways into the servers of a stack, by their names, as its last `pulumi up` left them; a server
 * that was not built to the end has none.
 *
 * @param exported what `pulumi stack export` prints; secrets in it stay encrypted
 * @throws z.ZodError when it is no state
 */
export function guestsIn(exported: string): ReadonlyMap<string, Guest> {
  const { deployment } = state.parse(JSON.parse(exported));
  const doors = (deployment.resources ?? []).flatMap(({ type, outputs }) =>
    type === stackType ? Object.entries(outputs?.doors ?? {}) : [],
  );
  return new Map(
    doors.flatMap(([name, door]) => {
      const { data } = guest.safeParse(door);
      return data === undefined ? [] : [[name, data] as const];
    }),
  );
}
