import { showHostKey } from "../../../components/service/access/commands.js";
import { vpnTunnels } from "../../../policies/encryption/vpnTunnels.js";
import { knownHosts } from "../../../policies/identity/knownHosts.js";
import { flowLogs } from "../../../policies/logging/flowLogs.js";
import { heardAlarms } from "../../../policies/logging/heardAlarms.js";
import { closedAccessLists } from "../../../policies/network/accessLists.js";
import { noAmplifiers } from "../../../policies/network/amplifiers.js";
import { innerServices } from "../../../policies/network/innerServices.js";
import { type Case, type Inputs, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const group = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const separate = "aws:ec2/securityGroupRule:SecurityGroupRule";
const single = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const azureGroup = "azure-native:network:NetworkSecurityGroup";
const azureRule = "azure-native:network:SecurityRule";

/** A permission for one port from some sources, in the words of each type that states any. */
type Door = (sources: unknown) => Inputs;

function doorsTo(protocol: string, port: number): readonly (readonly [string, Door])[] {
  const open = { protocol, fromPort: port, toPort: port };
  const azure = (sources: unknown) => ({
    access: "Allow",
    direction: "Inbound",
    protocol,
    destinationPortRanges: ["1-2", String(port)],
    sourceAddressPrefixes: sources,
  });
  return [
    [group, (cidrBlocks) => ({ ingress: [{ ...open, cidrBlocks }] })],
    [defaultGroup, (cidrBlocks) => ({ ingress: [{ ...open, cidrBlocks }] })],
    [separate, (cidrBlocks) => ({ ...open, type: "ingress", cidrBlocks })],
    [azureGroup, (sources) => ({ securityRules: [azure(sources)] })],
    [azureRule, azure],
  ];
}

function doorRows(protocol: string, port: number, shut: number): readonly Row[] {
  const world = ["0.0.0.0/0"];
  const ofOne = { ipProtocol: protocol, fromPort: port, toPort: port };
  const rows = doorsTo(protocol, port).flatMap(([type, put]): readonly Row[] => [
    ["pass", "pass", type, put(["10.0.0.0/8"])],
    ["fail", "fail", type, put(world)],
    ["fail", "fail", type, put(["0.0.0.0/1", "128.0.0.0/1"])],
    ["fail", "fail", type, put(["::/0"])],
    ["unknown", "undetermined", type, put(unknown)],
    ["unknown", "undetermined", type, put([unknown])],
    ["unknown", "fail", type, put([unknown, ...world])],
    ["secret", "fail", type, put(secret(world))],
    ["missing", "pass", type, put(undefined)],
    ["wrong type", "fail", type, put([7])],
    ["wrong type", "fail", type, put(["10.0.0.0/99"])],
  ]);
  return [
    ...rows,
    ...doorsTo(protocol, shut).map(([type, put]): Row => ["pass", "pass", type, put(world)]),
    ["pass", "pass", single, { ...ofOne, cidrIpv4: "10.20.0.0/16" }],
    ["fail", "fail", single, { ...ofOne, cidrIpv4: "0.0.0.0/0" }],
    ["fail", "fail", single, { ipProtocol: "-1", cidrIpv6: "::/0" }],
    ["unknown", "undetermined", single, { ...ofOne, prefixListId: unknown }],
    ["wrong type", "fail", single, { ...ofOne, cidrIpv4: 7 }],
    ["wrong type", "fail", single, { ...ofOne, prefixListId: 7 }],
  ];
}

const entry = "aws:ec2/networkAclRule:NetworkAclRule";
const lists = ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"];
const ssh = { protocol: "6", fromPort: 22, toPort: 22 };
const world = { cidrBlock: "0.0.0.0/0" };

const aclRows: readonly Row[] = [
  ["pass", "pass", entry, { ...ssh, ruleAction: "allow", cidrBlock: "10.20.0.0/16" }],
  ["pass", "pass", entry, { ...ssh, ...world, ruleAction: "deny" }],
  ["pass", "pass", entry, { ...ssh, ...world, ruleAction: "allow", egress: true }],
  ["fail", "fail", entry, { ...ssh, ...world, ruleAction: "allow" }],
  ["fail", "fail", entry, { ...ssh, ipv6CidrBlock: "::/0", ruleAction: "allow", egress: false }],
  ["fail", "fail", entry, { protocol: "-1", ...world, ruleAction: "allow" }],
  ["unknown", "undetermined", entry, { ...ssh, cidrBlock: unknown, ruleAction: "allow" }],
  ["unknown", "undetermined", entry, { ...ssh, ...world, ruleAction: unknown }],
  ["unknown", "undetermined", entry, { ...ssh, ...world, ruleAction: "allow", egress: unknown }],
  ["secret", "fail", entry, { ...ssh, cidrBlock: secret("0.0.0.0/0"), ruleAction: "allow" }],
  ["missing", "fail", entry, { ...ssh, ...world }],
  ["wrong type", "fail", entry, { ...ssh, cidrBlock: 7, ruleAction: "allow" }],
  ...lists.flatMap((type): readonly Row[] => [
    ["pass", "pass", type, { ingress: [{ ...ssh, ...world, action: "deny" }] }],
    ["pass", "pass", type, { egress: [{ ...ssh, ...world, action: "allow" }] }],
    ["fail", "fail", type, { ingress: [{ ...ssh, ...world, action: "allow" }] }],
    ["unknown", "undetermined", type, { ingress: unknown }],
    ["missing", "pass", type, {}],
    ["wrong type", "fail", type, { ingress: [{ ...ssh, ...world, action: 7 }] }],
  ]),
];

const vpn = "aws:ec2/vpnConnection:VpnConnection";
const azureVpn = "azure-native:network:VirtualNetworkGatewayConnection";
const modern = { tunnel1IkeVersions: ["ikev2"], tunnel2IkeVersions: ["ikev2"] };

const vpnRows: readonly Row[] = [
  ...["tunnel1", "tunnel2"].flatMap((tunnel) =>
    valueRows(vpn, (version) => ({ ...modern, [`${tunnel}IkeVersions`]: [version] }), {
      good: ["ikev2"],
      bad: ["ikev1", ""],
      odd: [7],
    }).filter(([variant]) => variant !== "missing"),
  ),
  ["missing", "fail", vpn, {}],
  ["missing", "fail", vpn, { ...modern, tunnel2IkeVersions: [] }],
  ["unknown", "undetermined", vpn, { ...modern, tunnel1IkeVersions: unknown }],
  ["wrong type", "fail", vpn, { ...modern, tunnel1IkeVersions: 2 }],
  ...["tunnel1Phase1", "tunnel2Phase2"].flatMap((phase): readonly Row[] => [
    ["pass", "pass", vpn, { ...modern, [`${phase}IntegrityAlgorithms`]: ["SHA2-256"] }],
    ["fail", "fail", vpn, { ...modern, [`${phase}IntegrityAlgorithms`]: ["SHA2-256", "SHA1"] }],
    ["unknown", "undetermined", vpn, { ...modern, [`${phase}IntegrityAlgorithms`]: unknown }],
  ]),
];

const sshTo = (connection: Inputs) => ({
  connection: { host: "10.20.0.5", hostKey: "ssh-ed25519 AAAA", privateKey: "key", ...connection },
});

const alarms = [
  ["aws:cloudwatch/metricAlarm:MetricAlarm", "actionsEnabled", "alarmActions", "pass"],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "actionsEnabled", "alarmActions", "pass"],
  ["azure-native:monitor:MetricAlert", "enabled", "actions", "fail"],
  ["vsphere:index/alarm:Alarm", "enabled", "emailActions", "pass"],
] as const;
const activity = "azure-native:monitor:ActivityLogAlert";
const inVcenter = "vsphere:index/alarm:Alarm";

const listRows = (type: string, put: (list: unknown) => Inputs): readonly Row[] => [
  ["fail", "fail", type, put([])],
  ["unknown", "undetermined", type, put(unknown)],
  ["unknown", "pass", type, put([unknown])],
  ["secret", "pass", type, put(secret(["canary"]))],
  ["missing", "fail", type, put(undefined)],
  ["wrong type", "fail", type, put("canary")],
];

const flow = "aws:ec2/flowLog:FlowLog";
const azureFlow = "azure-native:network:FlowLog";
const keeping = (days: unknown, enabled: unknown = true) => ({
  enabled: true,
  retentionPolicy: { enabled, days },
});

/** Rules on the ways in, and on who hears of what comes that way. */
export const doorCases: readonly Case[] = [
  ...ruleCases(noAmplifiers, doorRows("udp", 53, 51820)),
  ...ruleCases(innerServices, doorRows("tcp", 5432, 443), doorRows("tcp", 9100, 443)),
  ...ruleCases(closedAccessLists, aclRows),
  ...ruleCases(
    vpnTunnels,
    vpnRows,
    valueRows(azureVpn, (connectionProtocol) => ({ connectionProtocol }), {
      good: ["IKEv2"],
      bad: ["IKEv1", ""],
      missing: "pass",
    }),
  ),
  ...ruleCases(
    knownHosts,
    ...["Command", "CopyFile", "CopyToRemote"]
      .map((name) => `command:remote:${name}`)
      .flatMap((type) => [
        valueRows(type, (hostKey) => sshTo({ hostKey }), {
          good: ["ssh-ed25519 AAAA"],
          bad: ["", " "],
        }),
        [
          ["fail", "fail", type, sshTo({ password: ["canary"] })],
          ["secret", "fail", type, sshTo({ password: secret("canary") })],
          ["unknown", "undetermined", type, sshTo({ password: unknown })],
          ["unknown", "undetermined", type, { connection: unknown }],
          ["missing", "fail", type, {}],
          ["wrong type", "fail", type, { connection: "10.20.0.5" }],
          ["pass", "pass", type, { ...sshTo({ hostKey: undefined }), create: showHostKey }],
          [
            "fail",
            "fail",
            type,
            { ...sshTo({ hostKey: undefined, password: "canary" }), create: showHostKey },
          ],
          [
            "fail",
            "fail",
            type,
            { ...sshTo({ hostKey: undefined }), create: showHostKey, stdin: "canary" },
          ],
          [
            "fail",
            "fail",
            type,
            { ...sshTo({ hostKey: undefined }), create: `${showHostKey}; true` },
          ],
        ] satisfies readonly Row[],
      ]),
  ),
  ...ruleCases(
    heardAlarms,
    ...alarms.flatMap(([type, flag, actions, missing]) => [
      flagRows(type, (on) => ({ [flag]: on, [actions]: ["topic"] }), true, missing),
      listRows(type, (list) => ({ [flag]: true, [actions]: list })),
    ]),
    flagRows(activity, (enabled) => ({ enabled, actions: { actionGroups: [{}] } }), true, "pass"),
    listRows(activity, (actionGroups) => ({ actions: { actionGroups } })),
    [
      ["pass", "pass", inVcenter, { snmpActions: [{}] }],
      ["pass", "pass", inVcenter, { advancedActions: [{}], emailActions: [] }],
    ],
  ),
  ...ruleCases(
    flowLogs,
    valueRows(flow, (trafficType) => ({ trafficType }), {
      good: ["ALL", "REJECT"],
      bad: ["ACCEPT", "all"],
      missing: "pass",
    }),
    flagRows(azureFlow, (enabled) => ({ enabled }), true),
    valueRows(azureFlow, (days) => keeping(days), { good: [90, 0], bad: [89, 1], odd: ["90"] }),
    [
      ["pass", "pass", azureFlow, keeping(7, false)],
      ["unknown", "undetermined", azureFlow, keeping(7, unknown)],
      ["unknown", "undetermined", azureFlow, { enabled: true, retentionPolicy: unknown }],
      ["missing", "fail", azureFlow, keeping(7, undefined)],
      ["wrong type", "fail", azureFlow, { enabled: true, retentionPolicy: "long" }],
    ],
  ),
];
