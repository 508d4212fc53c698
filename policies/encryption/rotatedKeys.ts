import { anyOf, holds, not, reportIf } from "../framework/certainty.js";
import type { Finding, Rule } from "../framework/rule.js";

const key = "azure-native:keyvault:Key";

const yearly = {
  lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate: "P1Y" } }],
};

/** Keys in Azure are renewed by themselves. */
export const rotatedKeys: Rule = {
  id: "ENC-19",
  title: "Keys in key vaults are rotated by themselves",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-12"], "MCSB v1": ["DP-6"] },
  why: "Rotation limits what one leaked version of the key opens; by hand it is forgotten.",
  fix: 'Give properties.rotationPolicy.lifetimeActions one entry whose action.type is "rotate".',
  tokens: [key],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "A key for a year", type: key, inputs: { properties: { rotationPolicy: yearly } } },
    ],
    fail: [{ title: "A key for ever", type: key, inputs: { properties: { kty: "RSA" } } }],
  },
  check: ({ inputs }): Iterable<Finding> => {
    const list = inputs.get("properties").get("rotationPolicy").get("lifetimeActions");
    const items = list.items();
    const actions = items.state === "known" ? items.value : [];
    const rotates = actions.map((item) =>
      holds(item.get("action").get("type").text(), (word) => word === "rotate"),
    );
    const isRotated = items.state === "unknown" ? "maybe" : anyOf(...rotates);
    return reportIf(not(isRotated), list, "the key is never rotated");
  },
};
