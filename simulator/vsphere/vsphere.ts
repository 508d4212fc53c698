import type { Place, PlatformBehaviour } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import type { Platform } from "../core/platform.js";
import { Refusal } from "../core/refusal.js";
import { packageSpec } from "../core/spec.js";
import { parseTable } from "../core/table.js";
import type { Transaction } from "../core/transaction.js";
import spec from "../data/vsphere.json";
import table from "../data/vsphere-behaviour.json";
import { antiAffinityRule } from "./antiAffinityRule.js";
import { kinds } from "./common.js";
import { customAttribute } from "./customAttribute.js";
import { entityPermissions } from "./entityPermissions.js";
import { folder } from "./folder.js";
import { getVirtualMachine } from "./getVirtualMachine.js";
import { inventoryFunctions } from "./inventoryFunctions.js";
import { role } from "./role.js";
import { snapshot } from "./snapshot.js";
import { tag, tagCategory } from "./tags.js";
import { virtualMachine } from "./virtualMachine.js";

function connect(world: Transaction, config: JsonObject): Place {
  const owner = textAt(config, "vsphereServer") ?? textAt(config, "vcenterServer");
  if (owner === undefined) {
    throw new Refusal("one of vsphereServer or [Deprecated] vcenterServer must be provided");
  }
  for (const key of ["user", "password"]) {
    if (textAt(config, key) === undefined) {
      throw new Refusal(`vsphere:${key} is missing: set it in the configuration of the provider`);
    }
  }
  const known = world.all("vsphere", kinds.datacenter, owner);
  if (known.length === 0) {
    throw new Refusal(
      `error setting up client: Post "https://${owner}/sdk": dial tcp: lookup ${owner}: no such host`,
    );
  }
  return { platform: "vsphere", owner, region: "", defaultTags: {} };
}

const behaviour: PlatformBehaviour = {
  connect,
  locate: (place) => place,
  resources: {
    [kinds.antiAffinityRule]: antiAffinityRule,
    [kinds.attribute]: customAttribute,
    [kinds.category]: tagCategory,
    [kinds.entityPermissions]: entityPermissions,
    [kinds.folder]: folder,
    [kinds.role]: role,
    [kinds.snapshot]: snapshot,
    [kinds.tag]: tag,
    [kinds.virtualMachine]: virtualMachine,
  },
  functions: {
    ...inventoryFunctions,
    "vsphere:index/getVirtualMachine:getVirtualMachine": getVirtualMachine,
  },
};

/** VMware vSphere: any number of vCenters. */
export const vsphere: Platform = {
  spec: packageSpec.parse(spec),
  table: parseTable(table),
  behaviour,
};
