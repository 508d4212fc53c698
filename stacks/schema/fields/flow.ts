import ipaddr from "ipaddr.js";
import { z } from "zod";
import { hinted } from "../report/hint.js";

/** A port, or a range of neighbouring ports. */
export const ports = hinted(
  z.union([z.int().min(1).max(65_535), z.string().regex(/^[1-9][0-9]{0,4}-[1-9][0-9]{0,4}$/)]),
  {
    noun: "a port or a range of ports",
    expected: "a number from 1 to 65535, or two of them such as 8000-8100",
    example: "443",
    mend: (text) => (/^\d+ *[:–-] *\d+$/.test(text) ? text.replace(/ *[:–-] */, "-") : undefined),
  },
);

/** The other side of a flow: a network or an address, or the name of something. */
export const peer = hinted(z.string().regex(/^[0-9a-z:][0-9a-z:./-]{0,62}$/), {
  noun: "the other side of a flow",
  expected: "a network such as 10.20.0.0/16, or the name of a server, a network or a set",
  example: "10.20.0.0/16",
  mend: (text) => text.toLowerCase().trim(),
});

/** A network in its usual spelling; undefined when the text is none. An address is one of its own. */
export function networkOf(text: string): string | undefined {
  const [address = "", bits] = text.split("/");
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) {
    return undefined;
  }
  const parsed = ipaddr.parse(address);
  const whole = parsed.kind() === "ipv4" ? 32 : 128;
  const length = bits === undefined ? whole : Number(bits);
  if (bits === "" || !Number.isInteger(length) || length < 0 || length > whole) {
    return undefined;
  }
  const first =
    parsed.kind() === "ipv4"
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${length}`);
  return `${first.toString()}/${length}`;
}
