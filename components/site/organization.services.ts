/** Services whose administration the provider's security account takes for all accounts. */
export const delegatedServices = ["access-analyzer.amazonaws.com", "config.amazonaws.com"] as const;

/** Services of AWS that may see the organization. */
export const trustedServices = [...delegatedServices, "iam.amazonaws.com"] as const;
