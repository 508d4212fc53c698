import { z } from "zod";
import { objectName } from "./fields/text.js";
import { hinted } from "./report/hint.js";

const country = hinted(z.string().regex(/^[A-Z]{2}$/), {
  noun: "a country",
  expected: "the two capital letters of ISO 3166-1",
  example: "DE",
  mend: (text) => text.toUpperCase(),
});

const countries = z.array(country).min(1);

/** In which countries data may lie, with its backups and their copies. */
export const dataLocations = z
  .strictObject({
    countries: z
      .record(objectName, country)
      .describe("The country of each region, Azure location and repository of backups."),
    allowed: z
      .strictObject({
        "1": countries.describe("For data of level 1."),
        "2": countries.describe("For data of level 2."),
      })
      .describe("The countries in which data may lie, by its level."),
  })
  .describe("In which countries data may lie, with its backups and their copies.");
