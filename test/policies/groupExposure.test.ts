import assert from "node:assert/strict";
import fc from "fast-check";
import { adminPorts } from "../../components/service/firewall/adminPorts.js";
import { Field } from "../../policies/framework/field.js";
import { judgePort } from "../../policies/network/exposure.js";
import { groupExposure } from "../../policies/network/groupExposure.js";
import { permissionsOf, types } from "../../policies/network/permissions.js";
import { unknown } from "./support/cases.js";
import { judgeStack, type Piece } from "./support/stack.js";

const list = "aws:ec2/managedPrefixList:ManagedPrefixList";
const listEntry = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

/** Public ranges of which one alone may be less than the Internet, and private ones. */
const cidr = fc.oneof(
  fc
    .record({ bits: fc.integer({ min: 11, max: 14 }), at: fc.nat(255) })
    .map(({ bits, at }) => `8.${at & (256 - 2 ** (16 - bits))}.0.0/${bits}`),
  fc
    .record({ bits: fc.integer({ min: 27, max: 29 }), at: fc.nat(15) })
    .map(({ bits, at }) => `2a00:${(at << 3).toString(16)}0::/${bits}`),
  fc.constantFrom("10.0.0.0/8", "fd00::/8", "192.168.0.0/16"),
);

const permission = fc.record({
  protocol: fc.constantFrom("tcp", "6", "udp", "-1", "icmp"),
  fromPort: fc.constantFrom(0, 22, 3389),
  toPort: fc.constantFrom(22, 3388, 5986),
  cidr,
  place: fc.constantFrom("inline", "rule", "ingress", "list", "elsewhere"),
});

type Permission = typeof permission extends fc.Arbitrary<infer T> ? T : never;

const group: Piece = { name: "group", type: types.group, properties: { id: unknown } };
const ofGroup = { securityGroupId: ["group"] };

function cidrs(text: string) {
  return text.includes(":") ? { ipv6CidrBlocks: [text] } : { cidrBlocks: [text] };
}

/** The permission in a resource of its own; each place spells it in its own way. */
function separate({ place, cidr: text, ...rest }: Permission, index: number): readonly Piece[] {
  const name = `rule-${index}`;
  const { protocol: ipProtocol, ...ports } = rest;
  const properties = { securityGroupId: place === "elsewhere" ? "sg-other" : unknown };
  const origins = place === "elsewhere" ? {} : ofGroup;
  if (place === "list") {
    const prefixListId = unknown;
    return [
      { name: `list-${index}`, type: list, properties: { id: unknown, entries: [{ cidr: text }] } },
      {
        ...{ name, type: types.ingressRule },
        properties: { ...properties, ipProtocol, ...ports, prefixListId },
        origins: { ...origins, prefixListId: [`list-${index}`] },
      },
    ];
  }
  if (place === "ingress") {
    const source = text.includes(":") ? { cidrIpv6: text } : { cidrIpv4: text };
    const inputs = { ...properties, ipProtocol, ...ports, ...source };
    return [{ name, type: types.ingressRule, properties: inputs, origins }];
  }
  const inputs = { ...properties, type: "ingress", ...rest, ...cidrs(text) };
  return [{ name, type: types.separateRule, properties: inputs, origins }];
}

const ascending = (a: number, b: number) => a - b;

/** The permissions as the entries of one group. */
function entriesOf(permissions: readonly Permission[]) {
  return permissions.map(({ protocol, fromPort, toPort, cidr: text }) => ({
    ...{ protocol, fromPort, toPort },
    ...cidrs(text),
  }));
}

/** The same permissions, all of them inline in one group. */
function together(permissions: readonly Permission[]) {
  return permissionsOf(types.group, new Field({ ingress: entriesOf(permissions) }));
}

describe("The exposure of a group", () => {
  it("is that of one group with all permissions inline, however they are spread", () => {
    let opened = 0;
    fc.assert(
      fc.property(fc.array(permission, { maxLength: 12 }), (permissions) => {
        const inline = permissions.filter(({ place }) => place === "inline");
        const others = permissions.filter(({ place }) => place !== "inline");
        const ingress = entriesOf(inline);
        const pieces = [
          { ...group, properties: { id: unknown, ingress } },
          ...others.flatMap(separate),
        ];
        const found = judgeStack(groupExposure, pieces);
        const ofOther = permissions.filter(({ place }) => place === "elsewhere");
        const ofThis = permissions.filter(({ place }) => place !== "elsewhere");
        const expected = [ofThis, ofOther].flatMap((own) =>
          adminPorts.filter((port) => {
            const alone = [
              ...own
                .filter(({ place }) => place !== "inline" && place !== "list")
                .map((one) => [one]),
              own.filter(({ place }) => place === "inline"),
            ];
            const isOpen = (some: readonly Permission[]) =>
              judgePort(together(some), port).verdict === "open";
            return isOpen(own) && !alone.some(isOpen);
          }),
        );
        assert.deepEqual(
          found.map(({ message }) => Number(/port (\d+)/.exec(message)?.[1])).sort(ascending),
          expected.map(({ port }) => port).sort(ascending),
        );
        assert.ok(found.every(({ verdict }) => verdict === "fail"));
        opened += found.length;
      }),
      { numRuns: 500 },
    );
    assert.ok(opened > 50, `only ${opened} ports were open`);
  });

  it("names the resources that open the port together", () => {
    const [example] = groupExposure.examples.fail;
    const [finding, ...others] = judgeStack(groupExposure, example?.resources ?? []);
    assert.equal(
      finding?.message,
      "port 22 (SSH) is open to the Internet through high, low together",
    );
    assert.deepEqual(others, []);
  });

  const ssh = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  const rule = (properties: Piece["properties"], origins: Piece["origins"] = {}): Piece => ({
    ...{ name: "rule", type: types.ingressRule },
    properties: { ...ssh, securityGroupId: unknown, ...properties },
    origins: { ...ofGroup, ...origins },
  });

  it("counts the entries of a prefix list that stand in resources of their own", () => {
    const listOf = (...entries: readonly string[]) =>
      judgeStack(groupExposure, [
        group,
        { name: "list", type: list, properties: { id: unknown, entries: unknown } },
        ...entries.map(
          (text, index): Piece => ({
            ...{ name: `entry-${index}`, type: listEntry },
            properties: { prefixListId: unknown, cidr: text },
            origins: { prefixListId: ["list"] },
          }),
        ),
        rule({ prefixListId: unknown }, { prefixListId: ["list"] }),
      ]).map(({ verdict }) => verdict);
    assert.deepEqual(listOf("8.0.0.0/12", "8.16.0.0/12"), ["fail"]);
    assert.deepEqual(listOf("10.0.0.0/8"), []);
  });

  it("is undetermined where a prefix list is not in the stack or has unknown entries", () => {
    for (const pieces of [
      [rule({ prefixListId: "pl-1" })],
      [rule({ prefixListId: unknown })],
      [
        { name: "list", type: list, properties: { id: "pl-1", entries: [{ cidr: unknown }] } },
        rule({ prefixListId: "pl-1" }),
      ],
    ]) {
      const verdicts = judgeStack(groupExposure, [group, ...pieces]).map(({ verdict }) => verdict);
      assert.deepEqual(verdicts, ["undetermined"]);
    }
  });

  it("joins the rules of Azure by the name of their group", () => {
    const half = (name: string, sourceAddressPrefix: string): Piece => ({
      ...{ name, type: types.azureRule },
      properties: {
        ...{ networkSecurityGroupName: "nsg", direction: "Inbound", access: "Allow" },
        ...{ protocol: "Tcp", destinationPortRange: "22", sourceAddressPrefix },
      },
    });
    const nsg: Piece = {
      ...{ name: "nsg", type: types.azureGroup },
      properties: { networkSecurityGroupName: "nsg", securityRules: [] },
    };
    const halves = [half("low", "8.0.0.0/12"), half("high", "8.16.0.0/12")];
    for (const pieces of [[nsg, ...halves], halves]) {
      const verdicts = judgeStack(groupExposure, pieces).map(({ verdict }) => verdict);
      assert.deepEqual(verdicts, ["fail"]);
    }
  });

  it("is undetermined where nobody knows to which of two groups a rule belongs", () => {
    const found = judgeStack(groupExposure, [
      group,
      { ...group, name: "other" },
      rule({ cidrIpv4: "8.0.0.0/12" }, { securityGroupId: ["group", "other"] }),
      { ...rule({ cidrIpv4: "8.16.0.0/12" }), name: "sure" },
    ]);
    assert.deepEqual(
      found.map(({ verdict }) => verdict),
      ["undetermined"],
    );
  });
});
