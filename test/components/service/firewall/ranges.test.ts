import assert from "node:assert/strict";
import fc from "fast-check";
import { isInternet } from "../../../../components/service/firewall/internet.js";
import {
  parseRange,
  type Range,
  unionSize,
} from "../../../../components/service/firewall/ranges.js";

/** A range of at most 256 addresses within 198.51.100.0/23, so that addresses can be counted. */
const small = fc
  .tuple(fc.integer({ min: 0, max: 511 }), fc.integer({ min: 24, max: 32 }))
  .map(([host, prefix]) => `198.51.${100 + (host >> 8)}.${host & 255}/${prefix}`);

const four = fc
  .tuple(fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 }))
  .map(([value, prefix]) => ({
    text: `${[24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".")}/${prefix}`,
    value: BigInt(value),
    prefix,
  }));

const six = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }),
    fc.integer({ min: 0, max: 128 }),
  )
  .map(([groups, prefix]) => ({
    text: `${groups.map((group) => group.toString(16)).join(":")}/${prefix}`,
    value: groups.reduce((sum, group) => sum * 65536n + BigInt(group), 0n),
    prefix,
  }));

function read(text: string): Range {
  const range = parseRange(text);
  assert.ok(range, text);
  return range;
}

describe("Address ranges", () => {
  it("hold the addresses that share their prefix", () => {
    fc.assert(
      fc.property(
        fc.oneof(four, six),
        fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
        (one, other) => {
          const bits = one.text.includes(":") ? 128n : 32n;
          const host = bits - BigInt(one.prefix);
          const { first, last } = read(one.text);
          for (const address of [
            one.value,
            first,
            last,
            first - 1n,
            last + 1n,
            other % 2n ** bits,
          ]) {
            const inside = first <= address && address <= last;
            assert.equal(inside, address >= 0n && address >> host === one.value >> host);
          }
        },
      ),
    );
  });

  it("are counted once, however they overlap", () => {
    fc.assert(
      fc.property(fc.array(small, { maxLength: 12 }), (texts) => {
        const ranges = texts.map(read);
        const base = read("198.51.100.0/32").first;
        const members = Array.from({ length: 512 }, (_, i) => base + BigInt(i)).filter((address) =>
          ranges.some(({ first, last }) => first <= address && address <= last),
        );
        assert.equal(unionSize(ranges), BigInt(members.length));
      }),
    );
  });

  it("are read in one spelling only", () => {
    const refused = [
      "0/0",
      "0.0.0.0",
      "010.0.0.0/8",
      "0x0.0.0.0/0",
      "1.2.3.4/33",
      "::/129",
      "x",
      "",
    ];
    for (const text of [...refused, " 0.0.0.0/0", "0.0.0.0/0 ", "1.2.3.4/-1", "::", "::/"]) {
      assert.equal(parseRange(text), undefined, JSON.stringify(text));
    }
  });
});

describe("The Internet", () => {
  const open = [
    ["0.0.0.0/0"],
    ["0.0.0.0/1"],
    ["0.0.0.0/1", "128.0.0.0/1"],
    ["1.0.0.0/8"],
    ["8.0.0.0/12", "9.0.0.0/32"],
    ["::/0"],
    ["2000::/3"],
    ["2000::/28", "3000::/128"],
    ["::/1", "8000::/1"],
    Array.from({ length: 33 }, (_, i) => `${i + 20}.0.0.0/15`),
  ];
  const closed = [
    [],
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8", "fe80::/10"],
    ["224.0.0.0/3", "127.0.0.0/8", "0.0.0.0/8"],
    ["8.0.0.0/12"],
    ["8.0.0.0/12", "8.0.0.0/13", "8.15.0.0/16", "10.0.0.0/8"],
    ["2000::/28", "2000::/29", "2001:db8::/32"],
    ["8.0.0.0/12", "2000::/28"],
  ];

  for (const texts of open) {
    it(`is ${texts.slice(0, 3).join(" with ")}`, () => {
      assert.ok(isInternet(texts.map(read)));
    });
  }

  for (const texts of closed) {
    it(`is not ${texts.join(" with ") || "nothing"}`, () => {
      assert.ok(!isInternet(texts.map(read)));
    });
  }

  it("stays the Internet however it is split and shuffled", () => {
    const split = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(split, ([bits, order]) => {
        const parts = Array.from({ length: 2 ** bits }, (_, i) => ({
          text: `${i << (8 - bits)}.0.0.0/${bits}`,
          rank: order.next().value ?? 0,
        }));
        const shuffled = parts.toSorted((a, b) => a.rank - b.rank).map(({ text }) => read(text));
        assert.ok(isInternet(shuffled));
        assert.equal(unionSize(shuffled), 2n ** 32n);
      }),
      { numRuns: 40 },
    );
  });

  it("never shrinks when a source is added", () => {
    const sources = fc.array(
      fc.oneof(four, six).map(({ text }) => text),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(sources, sources, (some, more) => {
        assert.ok(!isInternet(some.map(read)) || isInternet([...some, ...more].map(read)));
      }),
    );
  });
});
