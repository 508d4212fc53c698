import { z } from "zod";
import { asked, machineDocument, reservation } from "../hyperv/document.js";

const group = "[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}";
const place = {
  computer: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,8}$/),
  hostGroup: z.string().regex(new RegExp(`^${group}(?:\\\\${group}){0,8}$`)),
};

const plug = machineDocument.shape.interfaces.element
  .pick({ network: true, switch: true, vlan: true })
  .extend({ vmNetwork: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,79}$/) });

/** What Virtual Machine Manager is told of a machine. */
export const managedDocument = machineDocument
  .pick({ machineId: true, key: true, formerly: true, generation: true, name: true, host: true })
  .extend(machineDocument.pick({ dynamicMemory: true, secureBootTemplate: true }).shape)
  .extend(machineDocument.pick({ disks: true, adopted: true, checkpoints: true }).shape)
  .extend(machineDocument.pick({ retired: true, tags: true }).shape)
  .extend({
    ...place,
    cpus: z.int().min(1).max(240),
    memoryMiB: z.int().min(32).max(25_165_824),
    image: z.string().regex(/^\\\\[A-Za-z0-9 ._\\-]{1,512}\.vhdx$/),
    interfaces: z.array(plug),
  });

const managedReservation = reservation.extend(place);

const look = machineDocument
  .pick({ machineId: true, key: true })
  .extend({ hostGroup: place.hostGroup });

const observation = look.extend(machineDocument.pick({ adopted: true }).shape);

const standing = machineDocument.pick({ key: true }).extend({ ...place, machine: asked });

const version = z.literal(1);

/** What the program of a VMM server takes: one section. */
export const managerDocument = z.union([
  z.strictObject({ version, sections: z.strictObject({ reservation: managedReservation }) }),
  z.strictObject({ version, sections: z.strictObject({ machine: managedDocument }) }),
  z.strictObject({ version, sections: z.strictObject({ observation }) }),
  z.strictObject({ version, sections: z.strictObject({ adoption: managedDocument }) }),
  z.strictObject({ version, sections: z.strictObject({ standing }) }),
  z.strictObject({ version, sections: z.strictObject({ address: look }) }),
]);

/** A machine to be reserved. */
export type ManagedReservation = z.infer<typeof managedReservation>;

/** What a machine is to be. */
export type ManagedTold = z.infer<typeof managedDocument>;

/** Which machine may be taken over. */
export type ManagedStanding = z.infer<typeof standing>;

/** Which machine is looked at, and which of its disks were taken over. */
export type Observation = z.infer<typeof observation>;

/** Which machine is looked at. */
export type Look = z.infer<typeof look>;
