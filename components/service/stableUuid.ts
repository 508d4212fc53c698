import { createHash } from "node:crypto";

/**
 * The same UUID for the same text, for platforms that want a UUID as the name of a thing.
 *
 * @see RFC 9562, version 8
 */
export function stableUuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const third = `8${hex.slice(13, 16)}`;
  const fourth = `8${hex.slice(17, 20)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), third, fourth, hex.slice(20, 32)].join("-");
}
