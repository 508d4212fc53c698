/** A plan of Defender for Cloud as the baseline switches it on. */
export interface DefenderPlan {
  readonly name: string;
  /** The kind of the plan, where there are several. */
  readonly subPlan?: string;
  /** What is switched on with it. */
  readonly extensions?: readonly string[];
}

/**
 * The plans that the baseline switches on. That for APIs costs a fixed sum and is left to whoever
 * publishes some.
 *
 * @see https://learn.microsoft.com/rest/api/defenderforcloud/pricings
 */
export const defenderPlans: readonly DefenderPlan[] = [
  { name: "AppServices" },
  { name: "Arm", subPlan: "PerSubscription" },
  { name: "CloudPosture" },
  { name: "Containers" },
  { name: "CosmosDbs" },
  { name: "KeyVaults", subPlan: "PerKeyVault" },
  { name: "OpenSourceRelationalDatabases" },
  { name: "SqlServerVirtualMachines" },
  { name: "SqlServers" },
  { name: "StorageAccounts", subPlan: "DefenderForStorageV2" },
  { name: "VirtualMachines", subPlan: "P2", extensions: ["AgentlessVmScanning"] },
];
