import { encryptedDisks } from "../encryption/encryptedDisks.js";
import type { Pack } from "../framework/pack.js";
import { publicAdminPorts } from "../network/adminPorts.js";
import { ownershipTags } from "../ownership/ownershipTags.js";

/** What makes a server compliant, besides its data level. */
export const pack: Pack = {
  name: "servers",
  title: "Co-managed hosting: servers",
  description: "Servers have an owner, encrypted disks and no public administration ports.",
  rules: [ownershipTags, encryptedDisks, publicAdminPorts],
};
