import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** What a suite signs with: its hash, the bytes of its codes, and its numbers of algorithms. */
export const suites = {
  3: { hash: "sha1", length: 12, numbers: [1, 1, 1] },
  17: { hash: "sha256", length: 16, numbers: [3, 4, 1] },
} as const;

/** A suite by its number. */
export type SuiteNumber = keyof typeof suites;

/** The code of some bytes. */
export function sign(suite: SuiteNumber, key: Buffer, ...bytes: readonly Buffer[]): Buffer {
  return createHmac(suites[suite].hash, key).update(Buffer.concat(bytes)).digest();
}

/** Encrypts a payload, with its vector before it. */
export function seal(key: Buffer, payload: Buffer): Buffer {
  const vector = randomBytes(16);
  const pad = (32 - ((payload.length + 1) % 16)) % 16;
  const whole = Buffer.alloc(payload.length + pad + 1, pad);
  payload.copy(whole);
  for (let index = 0; index < pad; index += 1) {
    whole[payload.length + index] = index + 1;
  }
  const cipher = createCipheriv("aes-128-cbc", key.subarray(0, 16), vector).setAutoPadding(false);
  return Buffer.concat([vector, cipher.update(whole), cipher.final()]);
}

/** Decrypts a payload. */
export function unseal(key: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv("aes-128-cbc", key.subarray(0, 16), bytes.subarray(0, 16));
  decipher.setAutoPadding(false);
  const whole = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  return whole.subarray(0, whole.length - 1 - (whole.at(-1) ?? 0));
}
