/** Where a vendor's BMCs differ from what Redfish says. */
export interface Quirks {
  /** Whether the mode has to be told with every override of what the machine starts from. */
  readonly overrideNeedsMode: boolean;
  /** Whether overrides are written to the resource of what will be, at the next start. */
  readonly overrideInSettings: boolean;
  /** Whether the machine starts from the first slot for media only. */
  readonly firstSlotOnly: boolean;
}

const none: Quirks = { overrideNeedsMode: false, overrideInSettings: false, firstSlotOnly: false };

/**
 * What is known of vendors, by the manufacturer that the machine names.
 *
 * @see https://github.com/DMTF/Redfishtool/issues/106 Supermicro and the mode
 * @see https://github.com/DMTF/Redfish-Tacklebox/issues/144 AMI and the resource of what will be
 * @see https://github.com/dell/terraform-provider-redfish/issues/327 Dell and its slots
 */
const known: readonly (readonly [RegExp, Partial<Quirks>])[] = [
  [/supermicro/i, { overrideNeedsMode: true }],
  [/^(ami|american megatrends|asrock|gigabyte|giga computing)/i, { overrideInSettings: true }],
  [/^dell/i, { firstSlotOnly: true }],
];

/** How the BMCs of a manufacturer differ. */
export function quirksOf(manufacturer: string | null | undefined): Quirks {
  const [, found] = known.find(([name]) => name.test(manufacturer ?? "")) ?? [];
  return { ...none, ...found };
}
