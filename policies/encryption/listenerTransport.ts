import { allOf, anyOf, holds, not, reportIf } from "../framework/certainty.js";
import { demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const listener = "aws:lb/listener:Listener";

const modernPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** Policies of AWS that take nothing older than TLS 1.2. */
const modern = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

/** Users reach an application in private. */
export const listenerTransport: Rule = {
  id: "ENC-14",
  title: "Load balancers speak TLS 1.2 and send plain requests there",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["SC-8"], FSBP: ["ELB.1"] },
  why: "A listener in clear shows passwords to the network. AWS's default policy still takes TLS 1.0.",
  fix:
    `Set protocol to HTTPS or TLS with sslPolicy ${modernPolicy} or newer, and let a listener for ` +
    "HTTP only redirect.",
  tokens: [listener],
  advisesOn: [listener],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A listener for HTTPS",
        type: listener,
        inputs: { protocol: "HTTPS", sslPolicy: modernPolicy },
      },
    ],
    fail: [
      {
        title: "A listener in clear",
        type: listener,
        inputs: { protocol: "HTTP", defaultActions: [{ type: "forward" }] },
      },
    ],
  },
  *check({ inputs }): Iterable<Finding> {
    const protocol = inputs.get("protocol");
    const speaks = (...names: readonly string[]) =>
      holds(protocol.text(), (name) => names.includes(name));
    const isRaw = speaks("TCP", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC", "GENEVE");
    const isSafe = speaks("HTTPS", "TLS");
    if (isSafe === "yes") {
      const wrong = "versions of TLS before 1.2 are spoken";
      yield* demandText(inputs.get("sslPolicy"), (name) => modern.test(name), wrong);
    }
    const isClear = not(anyOf(isRaw, isSafe, redirects(inputs.get("defaultActions"))));
    yield* reportIf(isClear, protocol, "requests and answers are in clear");
  },
};

/** Whether every action only sends the visitor elsewhere. */
function redirects(actions: Field) {
  const items = actions.items();
  if (items.state === "unknown") {
    return "maybe";
  }
  const each = items.state === "known" ? items.value : [];
  const types = each.map((action) =>
    holds(action.get("type").text(), (kind) => kind === "redirect"),
  );
  return types.length > 0 ? allOf(...types) : "no";
}
