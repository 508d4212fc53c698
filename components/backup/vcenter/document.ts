import * as z from "zod/mini";

const trust = z.union([
  z.strictObject({ fingerprint: z.string() }),
  z.strictObject({ authority: z.string() }),
]);

/** What the program is told: the vCenter, and the schedule of its backups. */
export const vcenterDocument = z.strictObject({
  version: z.literal(1),
  sections: z.strictObject({
    server: z.strictObject({
      ...{ address: z.string(), user: z.string(), password: z.string(), trust },
      /** Where its clock hangs. */
      timeZone: z.string(),
    }),
    /** Name of the schedule. */
    schedule: z.string(),
    /** What the schedule is told, with the passwords that nobody reads back. */
    spec: z.strictObject({
      location: z.string(),
      location_user: z.string(),
      location_password: z.string(),
      backup_password: z.string(),
      recurrence_info: z.strictObject({
        minute: z.int(),
        hour: z.int(),
        days: z.array(z.string()),
      }),
      retention_info: z.strictObject({ max_count: z.int() }),
    }),
  }),
});

/** What the program is told. */
export type VcenterDocument = z.infer<typeof vcenterDocument>["sections"];
