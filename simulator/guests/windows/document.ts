import { z } from "zod";

const account = z.strictObject({
  account: z.string(),
  owner: z.string(),
  purpose: z.string(),
  until: z.iso.date(),
});

const rule = z.strictObject({
  name: z.string(),
  direction: z.enum(["in", "out"]),
  protocol: z.string(),
  ports: z.array(z.string()),
  remoteAddresses: z.array(z.string()),
  program: z.string().nullable(),
});

const window = z.strictObject({
  name: z.string(),
  triggers: z.string(),
  guard: z.unknown(),
  minutes: z.int(),
  held: z.boolean(),
});

/** The sections that the program takes. */
const sections = z.strictObject({
  administrators: z.strictObject({ members: z.array(z.string().regex(/^[^\\]+\\[^\\]+$/)) }),
  localAdministrator: z.strictObject({
    account: z.string().nullable(),
    keptIn: z.enum(["active-directory", "entra"]),
    passwordDays: z.int(),
    passwordLength: z.int(),
  }),
  serviceAccounts: z.strictObject({ accounts: z.array(account) }),
  patching: z.strictObject({
    group: z.string(),
    timeZone: z.string().nullable(),
    wsus: z.strictObject({ server: z.string(), targetGroup: z.string() }).nullable(),
    products: z.array(z.string()),
    windows: z.array(window),
  }),
  patchingRelease: z.strictObject({ group: z.string(), cycle: z.iso.date() }),
  patchingResults: z.strictObject({}),
  firewall: z.strictObject({ rules: z.array(rule) }),
  retirement: z.strictObject({ retired: z.boolean() }),
});

/** What the program is told. */
export const windowsDocument = z.strictObject({
  version: z.literal(1),
  sections: sections.partial(),
});

/** What the sections say. */
export type Sections = z.infer<typeof sections>;
