import * as security from "@pulumi/azure-native/security";
import { azureNames } from "../../service/account/azure/names.js";
import { type DefenderPlan, defenderPlans } from "../../service/account/azure/plans.js";
import { subscriptionScope } from "../../service/azure/scopes.js";
import type { SubscriptionPart } from "./subscriptionPart.js";

/** Notices attacks, says whom to tell of them, and looks for weak spots of servers. */
export function createDefender(part: SubscriptionPart): void {
  for (const plan of defenderPlans) {
    createPlan(part, plan);
  }
  const { email, phone } = part.account.contacts.security;
  new security.SecurityContact(
    `${part.name}-contact`,
    {
      ...{ securityContactName: azureNames.contact, emails: email, phone, isEnabled: true },
      notificationsByRole: { state: "On", roles: ["Owner"] },
      notificationsSources: [
        { sourceType: "Alert", minimalSeverity: "Medium" },
        { sourceType: "AttackPath", minimalRiskLevel: "High" },
      ],
    },
    part.options("contact"),
  );
  new security.AzureServersSetting(
    `${part.name}-vulnerabilities`,
    {
      ...{ kind: "AzureServersSetting", settingKind: azureNames.vulnerabilities },
      selectedProvider: "MdeTvm",
    },
    part.options("vulnerabilities"),
  );
}

function createPlan(part: SubscriptionPart, { name, subPlan, extensions }: DefenderPlan): void {
  const role = `plan-${name.toLowerCase()}`;
  new security.Pricing(
    `${part.name}-${role}`,
    {
      scopeId: subscriptionScope(part.account.account).slice(1),
      ...{ pricingName: name, pricingTier: "Standard" },
      ...(subPlan !== undefined && { subPlan }),
      ...(extensions && {
        extensions: extensions.map((extension) => ({ name: extension, isEnabled: "True" })),
      }),
    },
    part.options(role),
  );
}
