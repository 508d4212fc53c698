import { z } from "zod";

/** A stack as the replaying program reads it. */
export const replayedSchema = z.array(
  z.object({
    urn: z.string(),
    type: z.string(),
    name: z.string(),
    inputs: z.record(z.string(), z.unknown()),
    /** URNs of what each input is made from. */
    origins: z.record(z.string(), z.array(z.string())),
  }),
);

export type Replayed = z.infer<typeof replayedSchema>[number];
