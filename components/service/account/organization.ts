/** Services whose administration the provider's security account takes once for all regions. */
const everywhere = ["access-analyzer.amazonaws.com", "config.amazonaws.com"] as const;

/** Services whose administration it takes in each region. */
const inEachRegion = ["guardduty.amazonaws.com", "securityhub.amazonaws.com"] as const;

/** Services whose administration an account takes for all accounts. */
export const delegated = { everywhere, inEachRegion } as const;

/** Services of AWS that may see the organization. */
export const trustedServices = [...everywhere, ...inEachRegion, "iam.amazonaws.com"] as const;
