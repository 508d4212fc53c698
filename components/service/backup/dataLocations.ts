import { type DataLevel, dataLevels } from "../dataLevel.js";
import type { Whereabouts } from "./whereabouts.js";

/** In which countries data may lie. */
export interface DataLocations {
  /** The country of each region, location and repository, as two letters of ISO 3166-1. */
  readonly countries: Readonly<Record<string, string>>;
  /** The countries that are allowed, by the level of the data. */
  readonly allowed: Readonly<Record<DataLevel, readonly string[]>>;
}

/** Why data of a level may not lie in a place; undefined when it may. */
export function locationRefusal(
  { countries, allowed }: DataLocations,
  level: DataLevel,
  { place, at }: Whereabouts,
): string | undefined {
  if (at === undefined) {
    return undefined;
  }
  const what = place === undefined ? "Its backups lie" : `Its copies at "${place}" lie`;
  const country = countries[at];
  if (country === undefined) {
    return `${what} in ${at}, and dataLocations.countries does not say in which country that is.`;
  }
  return allowed[level].includes(country)
    ? undefined
    : `${what} in ${at} (${country}), and data of level ${level} may lie in ${allowed[level].join(", ")}.`;
}

/** The regions, locations and repositories in which data may lie, by its level. */
export type AllowedPlaces = Readonly<Record<string, readonly string[]>>;

/** Where data of each level may lie. */
export function allowedPlaces({ countries, allowed }: DataLocations): AllowedPlaces {
  return Object.fromEntries(
    dataLevels.map((level) => [
      String(level),
      Object.keys(countries).filter((place) => allowed[level].includes(countries[place] ?? "")),
    ]),
  );
}
