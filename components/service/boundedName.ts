import { createHash } from "node:crypto";

const hashLength = 10;

/**
 * A name that is made of others, where a platform takes at most so many characters: the name
 * itself when it fits, else its beginning and a hash of the whole, so that two names that differ
 * still do.
 */
export function boundedName(name: string, longest: number): string {
  if (name.length <= longest) {
    return name;
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, hashLength);
  return `${name.slice(0, longest - hashLength - 1)}-${hash}`;
}
