import type { Estate, Server } from "./estate";

export interface Facts {
  owner: string;
  service: string;
  environment: string;
  costCenter: string;
  dataLevel: number;
  patchGroup: string;
  backupClass: string;
}

export function factsOf(estate: Estate, server: Server): Facts {
  const { defaults, customer } = estate;
  return {
    owner: customer.owner,
    service: server.service,
    environment: server.environment ?? defaults.environment,
    costCenter: customer.costCenter,
    dataLevel: server.dataLevel ?? defaults.dataLevel,
    patchGroup: server.patchGroup ?? defaults.patchGroup,
    backupClass: server.backupClass ?? defaults.backupClass,
  };
}

/** The facts as tags; also the names and values of the tags in vCenter. */
export function tagsOf(facts: Facts): Record<string, string> {
  return {
    Owner: facts.owner,
    Service: facts.service,
    Environment: facts.environment,
    CostCenter: facts.costCenter,
    DataLevel: String(facts.dataLevel),
    PatchGroup: facts.patchGroup,
    BackupClass: facts.backupClass,
  };
}
