/** A network such as `10.22.64.0/18`, as the numbers of its addresses. */
export interface Network {
  readonly first: number;
  readonly last: number;
}

export function networkOf(cidr: string): Network {
  const [base = "", bits = "32"] = cidr.split("/");
  const first = addressNumber(base);
  return { first, last: first + 2 ** (32 - Number(bits)) - 1 };
}

export function addressNumber(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

export function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** The address after the highest used one, else the lowest free one; nothing when it is full. */
export function freeNumber(
  { first, last }: Network,
  used: ReadonlySet<number>,
): number | undefined {
  let highest = first - 1;
  for (const number of used) {
    highest = number <= last ? Math.max(highest, number) : highest;
  }
  let free = highest + 1;
  if (free > last) {
    for (free = first; used.has(free); free += 1);
  }
  return free > last ? undefined : free;
}
