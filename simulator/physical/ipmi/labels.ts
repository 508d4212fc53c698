import type { Hardware } from "../state.js";

/** The UUID of a machine, as SMBIOS orders its bytes. */
export function guidOf(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  const swapped = [3, 2, 1, 0, 5, 4, 7, 6].map((place) => bytes[place] ?? 0);
  return Buffer.concat([Buffer.from(swapped), bytes.subarray(8)]);
}

/** What the maker wrote about a machine: its head, its chassis and its product. */
export function labelOf({ serial, assetTag, manufacturer, model }: Hardware): Buffer {
  const chassis = area([1, 23], ["PART", ""]);
  const product = area([1, 0], [manufacturer, model, "PART", "01", serial, assetTag, ""]);
  const head = [1, 0, 1, 0, 1 + chassis.length / 8, 0, 0];
  return Buffer.concat([Buffer.from([...head, checksum(head)]), chassis, product]);
}

/** An area: its version and length, what goes before its fields, the fields, and their end. */
function area([version = 1, kind = 0]: readonly number[], fields: readonly string[]): Buffer {
  const told = fields.flatMap((field) => [0xc0 | field.length, ...Buffer.from(field)]);
  const length = Math.ceil((3 + told.length + 2) / 8);
  const bytes = Buffer.alloc(length * 8);
  bytes.set([version, length, kind, ...told, 0xc1]);
  bytes[bytes.length - 1] = checksum([...bytes.subarray(0, -1)]);
  return bytes;
}

function checksum(bytes: readonly number[]): number {
  return (0x100 - (bytes.reduce((sum, byte) => sum + byte, 0) & 0xff)) & 0xff;
}
