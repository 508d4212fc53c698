import assert from "node:assert/strict";
import fc from "fast-check";
import { windowsFirewall } from "../../../components/access/firewall.js";
import { awsRules, azureRules } from "../../../components/server/firewall.plan.js";
import {
  isDeclared,
  isIn,
  type Packet,
  packetsAround,
  someFlows,
  wayIn,
} from "../service/firewall/flows.js";

const within = (range: string, port: number) => {
  const [from = 0, to = from] = range.split("-").map(Number);
  return range === "*" || (from <= port && port <= to);
};

/** What EC2 says: any rule that fits lets the packet in. */
const onAws = (rules: ReturnType<typeof awsRules>, { protocol, port, address }: Packet) =>
  rules.some(
    ({ ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6 }) =>
      ipProtocol === protocol &&
      fromPort <= port &&
      port <= toPort &&
      isIn(address, [cidrIpv4 ?? cidrIpv6 ?? ""]),
  );

/** What Azure says: of the rules that fit, the one of the lowest number decides. */
const onAzure = (rules: ReturnType<typeof azureRules>, { protocol, port, address }: Packet) => {
  const [first] = rules
    .filter(
      (rule) =>
        ["*", protocol].includes(rule.protocol.toLowerCase()) &&
        (rule.destinationPortRanges ?? [rule.destinationPortRange ?? ""]).some((range) =>
          within(range, port),
        ) &&
        (rule.sourceAddressPrefix === "*" || isIn(address, rule.sourceAddressPrefixes ?? [])),
    )
    .sort((a, b) => a.priority - b.priority);
  return first?.access === "Allow";
};

describe("the rules of the clouds' firewalls", () => {
  it("let in exactly what is declared", () => {
    fc.assert(
      fc.property(someFlows, (flows) => {
        const [aws, azure] = [awsRules(flows), azureRules(flows)];
        for (const packet of packetsAround(flows)) {
          const declared = isDeclared(flows, packet);
          assert.equal(onAws(aws, packet), declared, JSON.stringify(packet));
          assert.equal(onAzure(azure, packet), declared, JSON.stringify(packet));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("have names of their own that the engine and Azure take, in any order of the file", () => {
    fc.assert(
      fc.property(someFlows, (flows) => {
        const keys = awsRules(flows).map(({ key }) => key);
        assert.equal(new Set(keys).size, keys.length);
        assert.ok(keys.every((key) => /^[a-z0-9.-]+$/.test(key)));
        assert.deepEqual(
          awsRules(flows.toReversed())
            .map(({ key }) => key)
            .sort(),
          keys.toSorted(),
        );
        const azure = azureRules(flows);
        for (const field of ["name", "priority"] as const) {
          assert.equal(new Set(azure.map((rule) => rule[field])).size, azure.length);
        }
        assert.ok(
          azure.every(({ name, priority, sourceAddressPrefixes = [] }) => {
            const families = new Set(sourceAddressPrefixes.map((prefix) => prefix.includes(":")));
            return (
              /^[a-z0-9-]{1,80}$/.test(name) &&
              priority >= 100 &&
              priority <= 4096 &&
              families.size <= 1
            );
          }),
        );
      }),
    );
  });
});

describe("the firewall of a Windows server", () => {
  it("is told with every flow, those that go out as well", () => {
    const out = { ...wayIn, name: "out", direction: "out" as const, ports: [{ from: 1, to: 9 }] };
    const rule = { protocol: "tcp", remoteAddresses: ["10.9.8.0/24"], program: null };
    assert.deepEqual(windowsFirewall([wayIn, out]).rules, [
      { ...rule, name: "management", direction: "in", ports: ["22"] },
      { ...rule, name: "out", direction: "out", ports: ["1-9"] },
    ]);
  });
});
