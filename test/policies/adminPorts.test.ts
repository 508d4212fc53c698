import assert from "node:assert/strict";
import fc from "fast-check";
import { publicAdminPorts } from "../../policies/network/adminPorts.js";
import { judge } from "./support/verdict.js";

const group = "aws:ec2/securityGroup:SecurityGroup";

/** A range in 8.0.0.0/6, of which 10.0.0.0/8 is private, as whole blocks of 2^18 addresses. */
const source = fc
  .record({ block: fc.nat(255), prefix: fc.integer({ min: 8, max: 14 }) })
  .map(({ block, prefix }) => ({ prefix, start: (block >> (14 - prefix)) << (14 - prefix) }));

const permission = fc.record({
  protocol: fc.constantFrom("tcp", "6", "udp", "17", "-1", "all", "icmp"),
  fromPort: fc.constantFrom(0, 22, 23, 443, 3389, 5985, 5986),
  toPort: fc.constantFrom(21, 22, 443, 3389, 5985, 65535),
  sources: fc.array(source, { maxLength: 4 }),
});

type Permission = typeof permission extends fc.Arbitrary<infer T> ? T : never;

const blocksInTwelve = 4;

/** Whether the port is open, found by asking for every block of addresses. */
function isOpen(permissions: readonly Permission[], port: number, own: readonly string[]): boolean {
  const inward = permissions.filter(({ protocol, fromPort, toPort }) =>
    ["-1", "all"].includes(protocol)
      ? true
      : own.includes(protocol) && fromPort <= port && port <= toPort,
  );
  const blocks = Array.from({ length: 256 }, (_, i) => i).filter(
    (block) =>
      !(block >= 128 && block < 192) &&
      inward.some(({ sources }) =>
        sources.some(({ start, prefix }) => start <= block && block < start + 2 ** (14 - prefix)),
      ),
  );
  return blocks.length > blocksInTwelve;
}

function written({ sources, ...rest }: Permission) {
  const cidrBlocks = sources.map(
    ({ start, prefix }) => `${8 + (start >> 6)}.${(start & 63) << 2}.0.0/${prefix}`,
  );
  return { ...rest, cidrBlocks };
}

describe("The rule on administration ports", () => {
  it("agrees with a count of every block of addresses", () => {
    const tcp = ["tcp", "6"];
    const ports: readonly (readonly [number, readonly string[]])[] = [
      [22, tcp],
      [3389, [...tcp, "udp", "17"]],
      [5985, tcp],
      [5986, tcp],
    ];
    fc.assert(
      fc.property(fc.array(permission, { maxLength: 6 }), (permissions) => {
        const findings = judge(publicAdminPorts, group, { ingress: permissions.map(written) });
        const named = findings.map(({ message }) => Number(/port (\d+)/.exec(message)?.[1]));
        const open = ports.filter(([port, own]) => isOpen(permissions, port, own));
        assert.deepEqual(
          named,
          open.map(([port]) => port),
        );
        assert.ok(findings.every(({ verdict }) => verdict === "fail"));
      }),
      { numRuns: 500 },
    );
  });

  it("names the entries that open the port", () => {
    const ssh = { protocol: "tcp", fromPort: 22, toPort: 22 };
    const [finding] = judge(publicAdminPorts, group, {
      ingress: [
        { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
        { ...ssh, cidrBlocks: ["0.0.0.0/1"] },
        { ...ssh, cidrBlocks: ["128.0.0.0/1"] },
      ],
    });
    assert.equal(finding?.path, "ingress[1], ingress[2]");
  });
});
