import { adminPorts } from "../../components/service/firewall/adminPorts.js";
import type { Rule } from "../framework/rule.js";
import { checkPorts } from "./openPorts.js";
import { permissionsOf, permissionTokens } from "./permissions.js";

/** Nobody reaches SSH, Remote Desktop or WinRM from the Internet. */
export const publicAdminPorts: Rule = {
  id: "NET-01",
  title: "No administration port is open to the Internet",
  severity: "critical",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-7"],
    "CIS AWS v5.0": ["5.2", "5.3", "5.4"],
    "CIS AWS v3.0": ["5.1", "5.2", "5.3"],
    FSBP: ["EC2.19", "EC2.21"],
    "CIS Azure v5.0": ["7.1", "7.2"],
    "MCSB v1": ["NS-1"],
  },
  why:
    "Administration ports that the whole world reaches are attacked within minutes. The sources " +
    "of all resources of a group are counted as one set: more public addresses than an IPv4 /12 or an IPv6 /28 " +
    "are the Internet, however they are split; private ranges are not.",
  fix:
    "Let administrators in from their own networks, through the VPN, Session Manager or Bastion, and name " +
    "those networks as sources.",
  tokens: permissionTokens,
  onUnknown: "deferOrWarn",
  examples: {
    pass: [
      {
        title: "HTTPS for everybody, SSH for one network",
        type: "aws:ec2/securityGroup:SecurityGroup",
        inputs: {
          ingress: [
            { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
            { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.20.0.0/16"] },
          ],
        },
      },
    ],
    fail: [
      {
        title: "SSH for everybody, in two halves",
        type: "aws:ec2/securityGroup:SecurityGroup",
        inputs: {
          ingress: [
            {
              protocol: "tcp",
              fromPort: 0,
              toPort: 1023,
              cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"],
            },
          ],
        },
      },
    ],
  },
  check: ({ type, inputs }) => checkPorts(permissionsOf(type, inputs), adminPorts),
};
