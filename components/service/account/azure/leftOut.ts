/** Types that a subscription's baseline could have and this one does without, with the reason. */
export const azureLeftOut: Readonly<Record<string, string>> = {
  "azure-native:authorization:PimRoleEligibilitySchedule":
    "The tenant says who may take which role; subscriptions inherit it.",
  "azure-native:authorization:PolicyAssignment":
    "The tenant assigns the benchmark and its limits to all subscriptions at once.",
  "azure-native:authorization:PolicyExemption":
    "The site says which policies of the tenant a subscription does without for a while.",
  "azure-native:costmanagement:Budget":
    "The budget of the module for consumption serves every kind of contract.",
  "azure-native:keyvault:Vault":
    "The baseline holds no key and no secret; logs are encrypted with keys of Azure.",
  "azure-native:managedservices:RegistrationAssignment":
    "The site lets people of the provider's tenant into subscriptions.",
  "azure-native:managedservices:RegistrationDefinition":
    "The site lets people of the provider's tenant into subscriptions.",
  "azure-native:management:ManagementGroupSubscription":
    "The tenant says where a subscription belongs.",
  "azure-native:monitor:DiagnosticSetting":
    "Policies of the tenant switch the logs of resources on, whoever makes them.",
  "azure-native:policyinsights:RemediationAtSubscription":
    "The tenant mends what stood before a policy at its groups, for all subscriptions at once.",
  "azure-native:security:AdvancedThreatProtection":
    "The plan for storage covers every storage account of the subscription.",
  "azure-native:security:Automation":
    "Alerts are told by mail; a queue of the provider would need a subscription of its own.",
  "azure-native:security:DefenderForStorage":
    "The plan for storage covers every storage account of the subscription.",
  "azure-native:security:WorkspaceSetting": "It is about the agent that Azure retired in 2024.",
};
