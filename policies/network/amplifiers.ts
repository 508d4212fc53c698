import type { AdminPort } from "../../components/service/firewall/adminPorts.js";
import type { Rule } from "../framework/rule.js";
import { checkPorts } from "./openPorts.js";
import { permissionsOf, permissionTokens } from "./permissions.js";

const protocols = ["udp", "17"];

/** Services over UDP that answer a forged question with something far larger. */
const ports: readonly AdminPort[] = [
  { port: 19, name: "chargen", protocols },
  { port: 53, name: "DNS", protocols },
  { port: 111, name: "port mapper", protocols },
  { port: 123, name: "NTP", protocols },
  { port: 161, name: "SNMP", protocols },
  { port: 389, name: "LDAP", protocols },
  { port: 1900, name: "SSDP", protocols },
  { port: 11211, name: "memcached", protocols },
];

const group = "azure-native:network:NetworkSecurityGroup";

const open = {
  access: "Allow",
  direction: "Inbound",
  protocol: "Udp",
  sourceAddressPrefix: "*",
};

/** No server is turned against others. */
export const noAmplifiers: Rule = {
  id: "NET-08",
  title: "No service over UDP that amplifies attacks is open to the Internet",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-5", "SC-7"],
    "CIS Azure v5.0": ["7.3"],
    "MCSB v1": ["NS-1"],
  },
  why:
    "Attackers ask such a service under the address of their victim, and its large answers go " +
    "there. It needs no weakness of the server.",
  fix: "Name the networks that use the service as sources.",
  tokens: permissionTokens,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Any other service over UDP",
        type: group,
        inputs: { securityRules: [{ ...open, destinationPortRange: "51820" }] },
      },
    ],
    fail: [
      {
        title: "A name server for all",
        type: group,
        inputs: { securityRules: [{ ...open, destinationPortRange: "53" }] },
      },
    ],
  },
  check: ({ type, inputs }) => checkPorts(permissionsOf(type, inputs), ports),
};
