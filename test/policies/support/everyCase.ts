import { accountCases } from "./accountCases.js";
import { awsCases } from "./awsCases.js";
import { azureCases } from "./azureCases.js";
import { azureServerCases } from "./azureServerCases.js";
import { type Case, cases as firstCases } from "./cases.js";
import { commandCases } from "./commandCases.js";
import { documentCases } from "./documentCases.js";
import { doorCases } from "./doorCases.js";
import { escapeCases } from "./escapeCases.js";
import { hardwareCases } from "./hardwareCases.js";
import { hypervCases } from "./hypervCases.js";
import { machineCases } from "./machineCases.js";
import { narrowCases } from "./narrowCases.js";
import { rightsCases } from "./rightsCases.js";
import { serverCases } from "./serverCases.js";
import { tenantCases } from "./tenantCases.js";
import { vcenterCases } from "./vcenterCases.js";

/** Every rule in every situation, as the engine sends the resources. */
export const cases: readonly Case[] = [
  ...firstCases,
  ...serverCases,
  ...machineCases,
  ...accountCases,
  ...documentCases,
  ...commandCases,
  ...awsCases,
  ...azureCases,
  ...azureServerCases,
  ...doorCases,
  ...rightsCases,
  ...vcenterCases,
  ...escapeCases,
  ...narrowCases,
  ...tenantCases,
  ...hardwareCases,
  ...hypervCases,
];

/**
 * The first case of each rule, type, situation and verdict: few enough for one short preview. All
 * of them go through the policy SDK's server.
 */
export const sampledCases: readonly Case[] = [
  ...new Map(
    cases.toReversed().map((one) => {
      const { rule, variant, type, expect } = one;
      return [[rule.id, variant, type, expect].join(), one];
    }),
  ).values(),
];
