const north = `    recovery:
      elsewhere:
        vcenter: vcenter-north.example.edu
        datacenter: dc-north
        resourcePool: cluster-north/Resources
        folder: co-managed
        datastores: { standard: ds-1, fast: ds-2 }
        restoreHost: esx-7.example.edu
        repository: hardened-second-site
        backupCopies: { elsewhere: hardened-main }
        networks: { dc-chemistry: pg-north-240 }
        rehearsal: { dc-chemistry: pg-rehearsal }
`;

/** A catalog of which vSphere has a place elsewhere: another site with its own vCenter. */
export function withNorth(catalog: string): string {
  return catalog.replace("  aws:\n", (text) => `${north}${text}`);
}
