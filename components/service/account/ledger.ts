import type { Exemption, Fulfilment } from "./control.js";

/** What became of one control in one account. */
export interface LedgerLine {
  readonly control: string;
  readonly by: Fulfilment["by"] | "exemption";
  /** Types, rules, a task or a reason. */
  readonly what: string;
  readonly owner: string;
  readonly why?: string;
  /** The last day of an exemption, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** Every control with what meets it in an account; an exemption goes before what would. */
export function ledgerOf(
  controls: Readonly<Record<string, Fulfilment>>,
  exemptions: readonly Exemption[],
): readonly LedgerLine[] {
  return Object.entries(controls).map(([control, fulfilment]) => {
    const exemption = exemptions.find((one) => one.control === control);
    return exemption === undefined ? lineOf(control, fulfilment) : exempt(exemption);
  });
}

function exempt({ control, reason, owner, until }: Exemption): LedgerLine {
  return { control, by: "exemption", what: reason, owner, until };
}

function lineOf(control: string, fulfilment: Fulfilment): LedgerLine {
  const { by } = fulfilment;
  switch (fulfilment.by) {
    case "resource":
      return { control, by, what: shortly(fulfilment.tokens), owner: "provider" };
    case "organization":
      return {
        ...{ control, by, what: shortly(fulfilment.tokens) },
        ...{ owner: "provider", why: fulfilment.why },
      };
    case "policy":
      return {
        ...{ control, by, what: fulfilment.policies.join(", ") },
        ...{ owner: "provider", why: fulfilment.why },
      };
    case "rule":
      return { control, by, what: fulfilment.rules.join(", "), owner: fulfilment.owner };
    case "task":
      return {
        ...{ control, by, what: fulfilment.task },
        ...{ owner: fulfilment.owner, why: fulfilment.why },
      };
  }
}

/** `cfg.Recorder` for `aws:cfg/recorder:Recorder`, `network.FlowLog` for `azure-native:network:FlowLog`. */
function shortly(tokens: readonly string[]): string {
  return tokens
    .map((token) => {
      const [, path = "", name = ""] = token.split(":");
      return `${path.split("/")[0]}.${name}`;
    })
    .join(", ");
}
