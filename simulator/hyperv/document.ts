import { z } from "zod";

const guid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
const folder = z.string().regex(/^[A-Z]:(?:\\[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}){1,8}$/);

const address = z.string().regex(/^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/);

const line = z.string().regex(/^[^\p{Cc}\u2028\u2029]{1,128}$/u);

/** How people name a machine. */
export const asked = line;

const tags = z.record(z.string().regex(/^[A-Za-z]{1,32}$/), line);

/** What reserves a machine. */
export const reservation = z.strictObject({
  ...{ key, name, folder },
  birthName: z.string().regex(/^comanaged-[0-9a-f]{32}$/),
  tags,
});

const disk = z.strictObject({
  label: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  slot: z.int().min(0).max(63),
  sizeGiB: z.int().min(1).max(65536),
  folder,
});

const adopted = z.array(
  z.strictObject({
    label: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
    file: z.string().regex(/^[A-Z]:\\[A-Za-z0-9 ._\\-]{1,512}\.vhdx$/),
  }),
);

const room = z.strictObject({
  key,
  written: z.string().regex(/^[a-z][a-z0-9-]{0,99}$/),
  folders: z.array(folder),
});

/** Where the backup server writes the machine that another is born from. */
export type RoomTold = Pick<z.infer<typeof room>, "written" | "folders">;

const birth = room.extend({ machineId: guid, disks: z.array(disk), apart: z.boolean() });

/** What a machine is told of the backup that it is born from. */
export type BirthTold = z.infer<typeof birth>;

/** What a host is told of a machine. */
export const machineDocument = z.strictObject({
  ...{ machineId: guid, key, name, formerly: z.array(key) },
  generation: z.int().min(1).max(9999),
  host: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  cpus: z.int().min(1).max(1024),
  memoryMiB: z.int().min(32).max(251658240),
  dynamicMemory: z
    .strictObject({
      minimumMiB: z.int().min(32),
      maximumMiB: z.int().max(251658240),
    })
    .nullable(),
  secureBootTemplate: z.enum(["MicrosoftWindows", "MicrosoftUEFICertificateAuthority"]),
  tpm: z.boolean(),
  image: z.string().regex(/^[A-Z]:\\[A-Za-z0-9 ._\\-]{1,512}\.vhdx$/),
  disks: z.array(disk),
  adopted,
  interfaces: z.array(
    z.strictObject({
      network: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
      switch: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,79}$/),
      vlan: z.int().min(0).max(4094),
      fixed: z
        .strictObject({
          ...{ address, mask: address },
          ...{ gateways: z.array(address), dnsServers: z.array(address) },
        })
        .nullable(),
    }),
  ),
  checkpoints: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
      ...{ purpose: line, owner: line },
      until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    }),
  ),
  replica: z
    .strictObject({
      host: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
      server: z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/),
      port: z.int().min(1).max(65535),
      authentication: z.enum(["Kerberos", "Certificate"]),
      thumbprint: z.string().nullable(),
      frequencySeconds: z.union([z.literal(30), z.literal(300), z.literal(900)]),
    })
    .refine(({ authentication, thumbprint }) =>
      authentication === "Certificate" ? /^[0-9A-F]{40}$/.test(thumbprint ?? "") : true,
    )
    .nullable(),
  retired: z.boolean(),
  tags,
});

const identity = z.strictObject({ machineId: guid, key });

const observation = identity.extend({ adopted });

const version = z.literal(1);

/** What the program of a Hyper-V host takes: one section. */
export const hostDocument = z.union([
  z.strictObject({ version, sections: z.strictObject({ reservation }) }),
  z.strictObject({ version, sections: z.strictObject({ machine: machineDocument }) }),
  z.strictObject({ version, sections: z.strictObject({ observation }) }),
  z.strictObject({ version, sections: z.strictObject({ adoption: machineDocument }) }),
  z.strictObject({
    version,
    sections: z.strictObject({ standing: z.strictObject({ key, machine: asked }) }),
  }),
  z.strictObject({ version, sections: z.strictObject({ address: identity }) }),
  z.strictObject({ version, sections: z.strictObject({ room }) }),
  z.strictObject({ version, sections: z.strictObject({ birth }) }),
]);

/** A machine to be reserved. */
export type Reservation = z.infer<typeof reservation>;

/** What a machine is to be. */
export type MachineTold = z.infer<typeof machineDocument>;
