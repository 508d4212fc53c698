import type { AdminPort } from "../../components/service/firewall/adminPorts.js";
import type { Rule } from "../framework/rule.js";
import { checkPorts } from "./openPorts.js";
import { permissionsOf, permissionTokens } from "./permissions.js";

const protocols = ["tcp", "6"];

/** Services that are for servers, never for people on the Internet. */
const ports: readonly AdminPort[] = [
  { port: 23, name: "Telnet", protocols },
  { port: 135, name: "Windows RPC", protocols },
  { port: 445, name: "Windows files", protocols },
  { port: 1433, name: "SQL Server", protocols },
  { port: 1521, name: "Oracle", protocols },
  { port: 2049, name: "NFS", protocols },
  { port: 2375, name: "Docker", protocols },
  { port: 3306, name: "MySQL", protocols },
  { port: 5432, name: "PostgreSQL", protocols },
  { port: 5666, name: "Nagios NRPE", protocols },
  { port: 5900, name: "VNC", protocols },
  { port: 6379, name: "Redis", protocols },
  { port: 6556, name: "Checkmk agents", protocols },
  { port: 9100, name: "Prometheus node exporters", protocols },
  { port: 9182, name: "Prometheus Windows exporters", protocols },
  { port: 9200, name: "Elasticsearch", protocols },
  { port: 10050, name: "Zabbix agents", protocols },
  { port: 11211, name: "memcached", protocols },
  { port: 27017, name: "MongoDB", protocols },
];

const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** Databases, file shares and agents of monitoring are reached from inside. */
export const innerServices: Rule = {
  id: "NET-11",
  title: "No database, file share, agent or remote console is open to the Internet",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], FSBP: ["EC2.19"], "MCSB v1": ["NS-1"] },
  why: "Such services are tried out within minutes, and many of them ask for no password at all.",
  fix: "Name the networks or security groups of the servers that use the service as sources.",
  tokens: permissionTokens,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A database for one network",
        type: rule,
        inputs: { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, cidrIpv4: "10.20.0.0/16" },
      },
    ],
    fail: [
      {
        title: "A database for all",
        type: rule,
        inputs: { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, cidrIpv4: "0.0.0.0/0" },
      },
    ],
  },
  check: ({ type, inputs }) => checkPorts(permissionsOf(type, inputs), ports),
};
