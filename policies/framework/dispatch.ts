import { AsyncLocalStorage } from "node:async_hooks";
import type { ResourceValidation } from "@pulumi/policy";
import type { Rule } from "./rule.js";
import { plainToken } from "./token.js";

/** The type of the resource that is being analyzed, with its version. */
const analyzed = new AsyncLocalStorage<string>();

/**
 * The validation of the pack's first rule, which also tells the other ones what is analyzed. The
 * SDK calls a pack's policies in their order, and this one for every resource.
 */
export function announcing(validation: ResourceValidation): ResourceValidation {
  return (args, report) => {
    analyzed.enterWith(args.type);
    return validation(args, report);
  };
}

/**
 * The validation of any other rule. The SDK skips a policy without reading the resource, which it
 * otherwise does once for each pair of policy and resource, when the property that its own
 * `validateResourceOfType` sets names another type. Here that property looks at what is analyzed:
 * a rule may have several types, and Azure's have versions. While nothing was announced, because
 * the first rule is disabled, the SDK calls the rule for every resource.
 */
export function skippingOthers(rule: Rule, validation: ResourceValidation): ResourceValidation {
  const types = new Set(rule.tokens);
  return Object.defineProperty(validation, "__pulumiType", {
    get: () => {
      const type = analyzed.getStore();
      return type === undefined || types.has(plainToken(type)) ? undefined : rule.tokens[0];
    },
  });
}
