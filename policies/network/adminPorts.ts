import { adminPorts } from "../../components/service/firewall/adminPorts.js";
import { type Finding, fail, type Resource, type Rule, undetermined } from "../framework/rule.js";
import { judgePort, malformedSources } from "./exposure.js";
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
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  const permissions = permissionsOf(type, inputs);
  for (const source of malformedSources(permissions)) {
    yield fail(source, "not an address range, so nobody can say whom it lets in");
  }
  for (const port of adminPorts) {
    const { verdict, because } = judgePort(permissions, port);
    const name = `port ${port.port} (${port.name})`;
    const where = { path: because.join(", ") };
    if (verdict === "open") {
      yield fail(where, `${name} is open to the Internet`);
    } else if (verdict === "undetermined") {
      yield undetermined(where, `whether ${name} is open to the Internet is not known yet`);
    }
  }
}
