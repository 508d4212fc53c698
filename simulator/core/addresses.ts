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

function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/**
 * A free address of the network, sought from a number on; nothing when it is full. Numbers that
 * grow find one at once, also among thousands of machines.
 */
export function freeAddressIn(
  { first, last }: Network,
  from: number,
  isUsed: (address: string) => boolean,
): string | undefined {
  const size = last - first + 1;
  for (let step = 0; step < size; step += 1) {
    const address = addressText(first + ((from + step) % size));
    if (!isUsed(address)) {
      return address;
    }
  }
  return undefined;
}
