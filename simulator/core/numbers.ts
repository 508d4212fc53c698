/** Sixteen hexadecimal digits that look unrelated for neighbouring numbers, and never repeat. */
export function spreadDigits(number: number): string {
  return ((BigInt(number) * factor) & mask).toString(16).padStart(16, "0");
}

/** A UUID of a number: different numbers give different ones. */
export function uuidOf(number: number): string {
  const digits = spreadDigits(number);
  const [a, b, c] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16)];
  return `${a}-${b}-4${c}-8000-${number.toString(16).padStart(12, "0")}`;
}

const factor = 0x9e3779b97f4a7c15n;
const mask = (1n << 64n) - 1n;
