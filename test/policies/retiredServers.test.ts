import assert from "node:assert/strict";
import { guestinfoKeys } from "../../components/service/tags.js";
import { types } from "../../policies/ownership/retired.js";
import { retiredServers } from "../../policies/ownership/retiredServers.js";
import { readEstate } from "../../stacks/schema/read.js";
import { builtEstate } from "../components/patching/builtEstate.js";
import { unknown } from "./support/cases.js";
import { judgeStack, type Piece } from "./support/stack.js";
import { verdictOf } from "./support/verdict.js";

const piece = (name: string, type: string, properties: Piece["properties"]): Piece => ({
  ...{ name, type, properties },
});
const instance = (PatchGroup: unknown, groups: unknown = ["sg-1"]) =>
  piece("server", types.instance, { id: "i-1", vpcSecurityGroupIds: groups, tags: { PatchGroup } });
const power = (state: unknown, instanceId: unknown = "i-1") =>
  piece("power", types.power, { instanceId, state });
const group = (inline: object = {}) => piece("group", types.group, { id: "sg-1", ...inline });
const rule = (type: string, securityGroupId: unknown = "sg-1") =>
  piece("rule", type, { securityGroupId });
const azure = (PatchGroup: unknown, id: unknown = "nic-1") =>
  piece("server", types.azureMachine, {
    tags: { PatchGroup },
    networkProfile: { networkInterfaces: [{ id }] },
  });
const card = (id: unknown = "nsg-1") =>
  piece("card", types.card, { id: "nic-1", networkSecurityGroup: { id } });
const all = {
  ...{ protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
};
const deny = (direction: string) => ({ access: "Deny", direction, ...all });
const both = [deny("Inbound"), deny("Outbound")];
const wall = (securityRules: unknown) => piece("wall", types.wall, { id: "nsg-1", securityRules });
const machine = (name: string, patchGroup: unknown, networkId: unknown) =>
  piece(name, types.machine, {
    extraConfig: { [guestinfoKeys.patchGroup]: patchGroup },
    networkInterfaces: [{ networkId }],
  });

const cases: readonly (readonly [verdict: string, title: string, ...pieces: Piece[]])[] = [
  ["pass", "in service", instance("production"), group(), rule(types.rules[1])],
  ["pass", "stopped and closed", instance("retired"), power("stopped"), group()],
  ["fail", "kept running", instance("retired"), power("running"), group()],
  ["fail", "another is stopped", instance("retired"), power("stopped", "i-2"), group()],
  ...types.rules.map((type): [string, string, ...Piece[]] => [
    "fail",
    `a ${type}`,
    ...[instance("retired"), power("stopped"), group(), rule(type)],
  ]),
  [
    "pass",
    "a rule elsewhere",
    instance("retired"),
    power("stopped"),
    group(),
    rule(types.rules[0], "sg-2"),
  ],
  [
    "fail",
    "a rule within",
    instance("retired"),
    power("stopped"),
    group({ ingress: [{ protocol: "tcp" }] }),
  ],
  [
    "undetermined",
    "rules unknown",
    instance("retired"),
    power("stopped"),
    group({ egress: unknown }),
  ],
  ["undetermined", "groups unknown", instance("retired", unknown), power("stopped"), group()],
  ["undetermined", "a group elsewhere", instance("retired", ["sg-9"]), power("stopped"), group()],
  ["fail", "the default group", instance("retired", []), power("stopped")],
  ["undetermined", "power unknown", instance("retired"), power(unknown), group()],
  ["undetermined", "patch group unknown", instance(unknown), group()],
  ["pass", "patch group unknown, closed", instance(unknown), power("stopped"), group()],
  ["pass", "Azure, closed", azure("retired"), card(), wall(both)],
  ["pass", "Azure, in service", azure("production"), card(), wall([])],
  ["fail", "Azure, no firewall", azure("retired"), card(null), wall(both)],
  ["fail", "Azure, no rules", azure("retired"), card(), wall(undefined)],
  ["fail", "Azure, open outwards", azure("retired"), card(), wall([deny("Inbound")])],
  [
    "fail",
    "Azure, one let in",
    azure("retired"),
    card(),
    wall([...both, { ...deny("Inbound"), access: "Allow" }]),
  ],
  [
    "fail",
    "Azure, one port",
    azure("retired"),
    card(),
    wall([deny("Outbound"), { ...deny("Inbound"), destinationPortRange: "22" }]),
  ],
  ["undetermined", "Azure, rules unknown", azure("retired"), card(), wall(unknown)],
  ["undetermined", "Azure, card unknown", azure("retired", unknown), wall(both)],
  ["undetermined", "Azure, firewall elsewhere", azure("retired"), card("nsg-9"), wall(both)],
  ["pass", "vSphere, alone", machine("old", "retired", "q"), machine("new", "test", "pg")],
  ["pass", "vSphere, two", machine("old", "retired", "q"), machine("older", "retired", "q")],
  ["fail", "vSphere, beside others", machine("old", "retired", "pg"), machine("new", "test", "pg")],
];

describe("Servers that are retired", () => {
  for (const [verdict, title, ...pieces] of cases) {
    it(`${title}: ${verdict}`, () => {
      assert.equal(verdictOf(judgeStack(retiredServers, pieces)), verdict);
    });
  }

  it("pass as the library builds them, and not with anything taken away", async () => {
    const { estate } = readEstate("stacks", "chemistry");
    const servers = estate.servers.filter(({ platform }) => platform === "aws");
    const end = { reason: "old", requester: "a@b.example", approver: "c@b.example" };
    const dates = { from: "2026-11-01", reclaimFrom: "2026-12-01", keepUntil: "2026-12-01" };
    const retirement = { ...end, ...dates, stage: "retired" } as const;
    const retired = servers.map((server) => ({ ...server, patchGroup: "retired", retirement }));
    const nodes = await builtEstate({ ...estate, servers: retired });
    const pieces = nodes.map(({ name, type, inputs, id }) => piece(name, type, { ...inputs, id }));
    assert.equal(verdictOf(judgeStack(retiredServers, pieces)), "pass");
    const without = pieces.filter(({ type }) => type !== types.power);
    assert.equal(judgeStack(retiredServers, without).length, retired.length);
    assert.ok(retired.length > 1 && pieces.every(({ type }) => !/rule:/i.test(type)));
  });
});
