import { RunError } from "@pulumi/pulumi";
import type { Adoption } from "../../components/service/adoption.js";
import type { Platform } from "../../components/service/platform.js";
import {
  type Disk,
  type ServerDescription,
  type StorageTier,
  systemDisk,
} from "../../components/service/server.js";
import type { Catalog } from "../../stacks/schema/model.js";
import { didYouMean, either } from "../../stacks/schema/report/wording.js";

/** A machine that stands on a platform, in the words of an estate. */
export interface Standing extends Pick<ServerDescription, "dynamicMemory" | "tpm"> {
  readonly platform: Platform;
  readonly image: string;
  /** Asset tag of a physical machine. */
  readonly asset?: string;
  /** The address for good in its one network. */
  readonly address?: string;
  /** In the order of the interfaces. */
  readonly networks: readonly string[];
  readonly cpus: number;
  readonly memoryGiB: number;
  /** By label: `system`, `data`, `data-2` and so on. */
  readonly disks: Readonly<Record<string, Disk>>;
  readonly adopt: Adoption;
}

/** The labels of a machine's disks in their order: nobody knows better what is on them. */
export function labelOf(index: number): string {
  return index === 0 ? systemDisk : index === 1 ? "data" : `data-${index}`;
}

/** Who asks for a machine, and what was said besides. */
export interface Wish {
  /** The id of the machine on its platform. */
  readonly machine: string;
  /** Name of the image in the catalog, when nobody can tell it from the machine. */
  readonly image?: string;
  /** The address of a physical machine, which no BMC tells. */
  readonly address?: string;
}

/**
 * The name of the only thing of the catalog that fits.
 *
 * @throws RunError when none or several fit
 */
export function onlyFit(
  what: string,
  is: string,
  names: readonly string[],
  remedy: string,
): string {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) {
    const found =
      name === undefined ? "nothing in the catalog is it" : `it can be ${either(names)}`;
    throw new RunError(`The machine's ${what} is ${is}, and ${found}. ${remedy}`);
  }
  return name;
}

/** The image that was asked for, or the only one that fits. */
export function imageOf(
  { image }: Wish,
  is: string,
  images: Readonly<Record<string, unknown>>,
  fitting: readonly string[],
): string {
  if (image === undefined) {
    return onlyFit("image", is, fitting, "Name one with --image.");
  }
  const names = Object.keys(images);
  if (!names.includes(image)) {
    throw new RunError(
      `"${image}" is not an image of the catalog. ${didYouMean(image, names, `Name ${either(names)}.`)}`,
    );
  }
  return image;
}

/** The name of the only network of the catalog in a subnet of a cloud. */
export function networkIn(
  platform: "aws" | "azure",
  subnet: string,
  networks: Catalog["networks"],
): string {
  const names = namesWhere(networks, (one) => one.platform === platform && one.subnet === subnet);
  return onlyFit("subnet", subnet, names, "Add it to the catalog.");
}

/** The tier of a disk of some type; standard when the catalog has no such type. */
export function tierOf(
  type: string | undefined,
  tiers: Readonly<Record<StorageTier, { readonly type: string }>>,
): StorageTier {
  return type === tiers.fast.type ? "fast" : "standard";
}

/**
 * The networks of a machine's interfaces, in their order.
 *
 * @throws RunError when there is none, or when one has two of the interfaces
 */
export function networksOf(names: readonly string[]): readonly string[] {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new RunError(
      `Two of the machine's interfaces are in ${twice}, and a server has one in each network. ` +
        "Remove one of them from the machine first.",
    );
  }
  if (names.length === 0) {
    throw new RunError("The machine has no interface. Give it one first.");
  }
  return names;
}

/** Entries of a record whose value fits. */
export function namesWhere<Value>(
  record: Readonly<Record<string, Value>>,
  fits: (value: Value) => boolean,
): string[] {
  return Object.entries(record).flatMap(([name, value]) => (fits(value) ? [name] : []));
}

/** @throws RunError when it is none: estates have no other memory */
export function wholeGib(mebibytes: number): number {
  if (mebibytes % 1024 !== 0) {
    throw new RunError(
      `The machine's memory is ${mebibytes} MiB, which is no whole number of GiB. Change it first.`,
    );
  }
  return mebibytes / 1024;
}

/** The platform must be part of the catalog and of the estate. */
export function offered<Offer>(offer: Offer | undefined, missing: string): Offer {
  if (offer === undefined) {
    throw new RunError(missing);
  }
  return offer;
}
