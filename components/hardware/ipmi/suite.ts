import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** The cipher suites of IPMI 2.0 that prove who speaks, and let nobody read along. */
export type CipherSuite = 3 | 17;

interface Algorithms {
  readonly hash: "sha1" | "sha256";
  /** Numbers of the algorithms for authentication, integrity and confidentiality. */
  readonly numbers: readonly [number, number, number];
  /** Bytes of the codes that packets end with. */
  readonly codeLength: number;
}

/** IPMI 2.0, tables 13-17 to 13-19 and 22-20. */
const algorithms: Readonly<Record<CipherSuite, Algorithms>> = {
  3: { hash: "sha1", numbers: [1, 1, 1], codeLength: 12 },
  17: { hash: "sha256", numbers: [3, 4, 1], codeLength: 16 },
};

const block = 16;

/** What a cipher suite computes. */
export class Suite {
  readonly numbers: readonly [number, number, number];
  private readonly hash: string;
  private readonly codeLength: number;

  constructor(suite: CipherSuite) {
    const { hash, numbers, codeLength } = algorithms[suite];
    this.numbers = numbers;
    this.hash = hash;
    this.codeLength = codeLength;
  }

  /** The whole code of some bytes. */
  code(key: Buffer, bytes: Buffer): Buffer {
    return createHmac(this.hash, key).update(bytes).digest();
  }

  /** The code of some bytes, as packets carry it. */
  shortCode(key: Buffer, bytes: Buffer): Buffer {
    return this.code(key, bytes).subarray(0, this.codeLength);
  }

  /** Splits a packet into what is signed and its code. */
  signed(packet: Buffer): readonly [Buffer, Buffer] {
    const end = Math.max(0, packet.length - this.codeLength);
    return [packet.subarray(0, end), packet.subarray(end)];
  }
}

/** Encrypts with AES-CBC-128; what goes before is the vector. */
export function encrypt(key: Buffer, plain: Buffer): Buffer {
  const missing = (block - ((plain.length + 1) % block)) % block;
  const pad = Buffer.from(Array.from({ length: missing }, (_, index) => index + 1));
  const vector = randomBytes(block);
  const cipher = createCipheriv("aes-128-cbc", key.subarray(0, block), vector).setAutoPadding(
    false,
  );
  const padded = Buffer.concat([plain, pad, Buffer.from([missing])]);
  return Buffer.concat([vector, cipher.update(padded), cipher.final()]);
}

/** Decrypts what {@link encrypt} has made; undefined where it cannot be that. */
export function decrypt(key: Buffer, bytes: Buffer): Buffer | undefined {
  if (bytes.length < 2 * block || bytes.length % block !== 0) {
    return undefined;
  }
  const vector = bytes.subarray(0, block);
  const decipher = createDecipheriv("aes-128-cbc", key.subarray(0, block), vector).setAutoPadding(
    false,
  );
  const padded = Buffer.concat([decipher.update(bytes.subarray(block)), decipher.final()]);
  const end = padded.length - 1 - padded.readUInt8(padded.length - 1);
  return end < 0 ? undefined : padded.subarray(0, end);
}
