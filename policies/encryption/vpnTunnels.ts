import { anyText } from "../documents/statements.js";
import { anyOf, not, reportIf } from "../framework/certainty.js";
import { demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const connection = "aws:ec2/vpnConnection:VpnConnection";
const azureConnection = "azure-native:network:VirtualNetworkGatewayConnection";

const modern = { tunnel1IkeVersions: ["ikev2"], tunnel2IkeVersions: ["ikev2"] };

/** What crosses the Internet between two sites is safe from those in between. */
export const vpnTunnels: Rule = {
  id: "ENC-13",
  title: "VPN tunnels are agreed with IKEv2 and without SHA-1",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-8", "SC-13"] },
  why: "A tunnel that also takes IKEv1 is as weak as IKEv1; AWS takes both unless told otherwise.",
  fix:
    'Set tunnel1IkeVersions and tunnel2IkeVersions to ["ikev2"] and leave SHA1 out of the ' +
    'integrity algorithms (AWS), leave connectionProtocol away or set it to "IKEv2" (Azure).',
  tokens: [connection, azureConnection],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "Two tunnels with IKEv2", type: connection, inputs: modern }],
    fail: [{ title: "A tunnel with AWS's default", type: connection, inputs: {} }],
  },
  *check({ type, inputs }): Iterable<Finding> {
    if (type === azureConnection) {
      const isModern = (name: string) => name === "IKEv2";
      yield* demandText(inputs.get("connectionProtocol"), isModern, old, "passes");
      return;
    }
    for (const tunnel of ["tunnel1", "tunnel2"]) {
      yield* checkVersions(inputs.get(`${tunnel}IkeVersions`));
      for (const phase of ["Phase1", "Phase2"]) {
        const list = inputs.get(`${tunnel}${phase}IntegrityAlgorithms`);
        const weak = anyText(list, (name) => name === "SHA1", "yes");
        yield* reportIf(weak, list, "SHA-1 is taken");
      }
    }
  },
};

const old = "IKEv1 is taken";

function checkVersions(list: Field): Iterable<Finding> {
  const hasOther = anyText(list, (name) => name !== "ikev2", "yes");
  const isEmpty = not(anyText(list, () => true, "yes"));
  return reportIf(anyOf(isEmpty, hasOther), list, old);
}
