/**
 * The country of each region of AWS and each location of Azure within the European Economic Area
 * and Switzerland, as two letters of ISO 3166-1. The names of the two clouds never meet.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 * @see https://learn.microsoft.com/azure/reliability/regions-list
 */
const countries: Readonly<Record<string, string>> = {
  ...{ "eu-central-1": "DE", "eu-central-2": "CH", "eu-north-1": "SE", "eu-south-1": "IT" },
  ...{ "eu-south-2": "ES", "eu-west-1": "IE", "eu-west-3": "FR", "eusc-de-east-1": "DE" },
  ...{ austriaeast: "AT", belgiumcentral: "BE", denmarkeast: "DK" },
  ...{ francecentral: "FR", francesouth: "FR", germanynorth: "DE", germanywestcentral: "DE" },
  ...{ italynorth: "IT", northeurope: "IE", norwayeast: "NO", norwaywest: "NO" },
  ...{ polandcentral: "PL", spaincentral: "ES", swedencentral: "SE", swedensouth: "SE" },
  ...{ switzerlandnorth: "CH", switzerlandwest: "CH", westeurope: "NL" },
};

/**
 * The country in which a region or location lies; undefined outside of the area, and where nobody
 * knows it.
 *
 * @param place such as `eu-central-1`, `westeurope` or, as Azure shows it, `West Europe`
 */
export function countryInArea(place: string): string | undefined {
  return countries[azureName(place)];
}

/** The name of a location as Azure writes it, whatever way it was given. */
export function azureName(place: string): string {
  return place.toLowerCase().replaceAll(" ", "");
}
