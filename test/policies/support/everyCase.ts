import { accountCases } from "./accountCases.js";
import { type Case, cases as firstCases } from "./cases.js";
import { commandCases } from "./commandCases.js";
import { documentCases } from "./documentCases.js";
import { machineCases } from "./machineCases.js";
import { serverCases } from "./serverCases.js";

/** Every rule in every situation, as the engine sends the resources. */
export const cases: readonly Case[] = [
  ...firstCases,
  ...serverCases,
  ...machineCases,
  ...accountCases,
  ...documentCases,
  ...commandCases,
];
