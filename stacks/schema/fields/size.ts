import { z } from "zod";
import { parseSize, sizePattern } from "../../../components/service/size.js";
import { hinted } from "../report/hint.js";

/** A size as text: whole GiB or TiB. */
export const size = hinted(z.string().regex(sizePattern), {
  noun: "a size",
  expected: 'a whole number with GiB or TiB, such as "64 GiB"',
  example: "64 GiB",
  mend: mendSize,
});

/** The GiB of a size that the schema has accepted. */
export function gib(text: string): number {
  return parseSize(text) ?? Number.NaN;
}

function mendSize(text: string): string | undefined {
  const [, number = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const count = Number(number);
  const scale = { "": 1, k: 1 / 1024 ** 2, m: 1 / 1024, g: 1, t: 1024 }[
    unit.toLowerCase().replace(/i?b$/, "")
  ];
  const total = scale === undefined ? 0 : count * scale;
  if (number === "" || total < 1 || !Number.isInteger(total)) {
    return undefined;
  }
  const inTiB = unit.toLowerCase().startsWith("t") && total % 1024 === 0;
  return inTiB ? `${total / 1024} TiB` : `${total} GiB`;
}
