/**
 * The location to which Azure copies what is stored in another one. Locations that have no pair, or
 * none that is known here, are not in it.
 *
 * @see https://learn.microsoft.com/azure/reliability/regions-paired
 */
const pairs: Readonly<Record<string, string>> = {
  ...both("australiacentral", "australiacentral2"),
  ...both("australiaeast", "australiasoutheast"),
  ...both("canadacentral", "canadaeast"),
  ...both("centralus", "eastus2"),
  ...both("eastasia", "southeastasia"),
  ...both("eastus", "westus"),
  ...both("francecentral", "francesouth"),
  ...both("germanynorth", "germanywestcentral"),
  ...both("japaneast", "japanwest"),
  ...both("koreacentral", "koreasouth"),
  ...both("northcentralus", "southcentralus"),
  ...both("northeurope", "westeurope"),
  ...both("norwayeast", "norwaywest"),
  ...both("southafricanorth", "southafricawest"),
  ...both("swedencentral", "swedensouth"),
  ...both("switzerlandnorth", "switzerlandwest"),
  ...both("uaecentral", "uaenorth"),
  ...both("uksouth", "ukwest"),
  ...both("westcentralus", "westus2"),
  ...both("centralindia", "southindia"),
  brazilsouth: "southcentralus",
  brazilsoutheast: "brazilsouth",
  westindia: "southindia",
  westus3: "eastus",
};

function both(one: string, other: string): Record<string, string> {
  return { [one]: other, [other]: one };
}

/** The location to which Azure copies backups; undefined where it copies them nowhere. */
export function azurePairOf(location: string): string | undefined {
  return pairs[location];
}
