/** The smallest RSA key, in bits (NIST SP 800-57 part 1: what lasts beyond 2030). */
const smallestRsa = 3072;

const curves: Readonly<Record<string, string>> = {
  "ecdsa-sha2-nistp256": "nistp256",
  "ecdsa-sha2-nistp384": "nistp384",
  "ecdsa-sha2-nistp521": "nistp521",
  "sk-ecdsa-sha2-nistp256@openssh.com": "nistp256",
};

/** The types of SSH keys that let people in. */
export const sshKeyTypes = [
  "ssh-ed25519",
  "sk-ssh-ed25519@openssh.com",
  ...Object.keys(curves),
  "ssh-rsa",
] as const;

/**
 * What is wrong with the public half of an SSH key as a `.pub` file has it; undefined when it is
 * sound: of a type above, whole, and RSA of 3072 bits or more (RFC 4253, section 6.6; RFC 8709;
 * RFC 5656).
 */
export function sshKeyFault(text: string): string | undefined {
  const [, type = "", body = ""] =
    /^(\S+) ([A-Za-z0-9+/]+={0,3})(?: [^\p{C}\u2028\u2029]*)?$/u.exec(text) ?? [];
  if (type === "ssh-dss") {
    return "is a DSA key, which OpenSSH does not accept any more";
  }
  if (type === "") {
    return "is not the public half of an SSH key, as in a .pub file";
  }
  if (!sshKeyTypes.some((known) => known === type)) {
    return "is of a type that is not accepted";
  }
  const fields = fieldsOf(Buffer.from(body, "base64"));
  if (fields === undefined || fields[0]?.toString() !== type) {
    return "is broken: its two parts do not fit together";
  }
  return bodyFault(type, fields.slice(1));
}

/** The key without its comment: two keys are the same when this is. */
export function sshKeyBody(text: string): string {
  return text.split(" ").slice(0, 2).join(" ");
}

function bodyFault(type: string, [first, second]: readonly Buffer[]): string | undefined {
  const broken = "is broken: something of it is missing";
  if (type === "ssh-rsa") {
    // A number with its highest bit set has a zero byte before it.
    const bits = bitsOf(second ?? Buffer.alloc(0));
    return bits >= smallestRsa
      ? undefined
      : `is an RSA key of ${bits} bits, less than ${smallestRsa}`;
  }
  const curve = curves[type];
  if (curve !== undefined) {
    return first?.toString() === curve && (second?.length ?? 0) > 64 ? undefined : broken;
  }
  return first?.length === 32 ? undefined : broken;
}

function bitsOf(number: Buffer): number {
  const start = number.findIndex((byte) => byte !== 0);
  const [top = 0] = start < 0 ? [] : number.subarray(start);
  return start < 0 ? 0 : (number.length - start - 1) * 8 + (32 - Math.clz32(top));
}

/** The parts of a key, each behind its length; undefined when they do not fill it exactly. */
function fieldsOf(bytes: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length || at + 4 + bytes.readUInt32BE(at) > bytes.length) {
      return undefined;
    }
    const end = at + 4 + bytes.readUInt32BE(at);
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}
