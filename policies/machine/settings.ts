import { demandText } from "../framework/demands.js";
import type { Finding, Resource } from "../framework/rule.js";

/** The type whose settings these are. */
export const machine = "vsphere:index/virtualMachine:VirtualMachine";

/** What a setting of a virtual machine has to say. */
export interface Setting {
  readonly isFine: (value: string) => boolean;
  /** What is the case otherwise. */
  readonly wrong: string;
}

/** A setting that must be on or off; vSphere does not mind the case of the words. */
export function word(wanted: "TRUE" | "FALSE", wrong: string): Setting {
  return { isFine: (value) => value.toUpperCase() === wanted, wrong };
}

/** A setting that is a whole number from `least` to `most`. */
export function limit(least: number, most: number, wrong: string): Setting {
  const isWithin = (value: number) => least <= value && value <= most;
  return { isFine: (value) => /^\d{1,12}$/.test(value) && isWithin(Number(value)), wrong };
}

/** What is wrong with the settings of a virtual machine. */
export function* checkSettings(
  { inputs }: Resource,
  settings: Readonly<Record<string, Setting>>,
): Iterable<Finding> {
  for (const [key, { isFine, wrong }] of Object.entries(settings)) {
    yield* demandText(inputs.get("extraConfig").get(key), isFine, wrong);
  }
}
