import type { z } from "zod";
import { regionOf } from "../fields/amazon.js";
import { gib } from "../fields/size.js";
import { type Draft, draftOf, entriesBelow } from "../inspect/draft.js";
import type { AwsOffer, MachineSize, Volume } from "../model.js";
import { awsOffer, machineSize } from "../offers.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { volume } from "../volume.js";
import { type NamedSize, reportTwins } from "./instanceType.js";
import { withoutCopiesAt } from "./recoveryPlaces.js";

const partialOffer = awsOffer.partial();

/** What is known of an offer that may be faulty. */
export interface AwsOfferDraft {
  /** The region of the key. */
  readonly region: string | undefined;
  /** By storage tier. */
  readonly volumes: Readonly<Record<string, Volume>> | undefined;
  /** Undefined when one of them is faulty: it may be the one that a server needs. */
  readonly instanceTypes: readonly NamedSize[] | undefined;
  /** The places of copies of backups; undefined when they are faulty. */
  readonly backupCopies: readonly string[] | undefined;
  /** ARNs of the vaults for copies by place, where frameworks judge backups. */
  readonly audited: Readonly<Record<string, string>> | undefined;
}

/** What is valid of an offer; two instance types of the same size are reported. */
export function draftAwsOffer(raw: unknown, report: Report): AwsOfferDraft {
  const { value, broken } = draftOf(awsOffer, partialOffer, raw);
  const types = [...entriesBelow(raw, "instanceTypes")].map(([name, size]) => {
    const { data } = machineSize.safeParse(size);
    return data && { name, ...sizeOf(data) };
  });
  const valid = types.filter((type) => type !== undefined);
  reportTwins(valid, ["platforms", "aws", "instanceTypes"], report);
  checkRecovery(value, report);
  return {
    region: value.keyAlias && regionOf(value.keyAlias),
    volumes: value.volumes && volumesOf(value.volumes),
    instanceTypes: types.length > 0 && types.length === valid.length ? valid : undefined,
    backupCopies: broken.has("backupCopies") ? undefined : Object.keys(value.backupCopies ?? {}),
    audited: value.backupReports === undefined ? undefined : value.backupCopies,
  };
}

/** The offer in the words of the program. */
export function awsOfferOf(input: z.output<typeof awsOffer>): AwsOffer {
  const { keyAlias, backupCopies, backupReports, recovery = {} } = input;
  const sizes = Object.entries(input.instanceTypes).map(([name, size]): [string, MachineSize] => [
    name,
    sizeOf(size),
  ]);
  const volumes = volumesOf(input.volumes);
  return {
    ...{ keyAlias, volumes, instanceTypes: Object.fromEntries(sizes), backupCopies, recovery },
    backupReports,
  };
}

function sizeOf({ cpus, memory, interfaces }: z.output<typeof machineSize>): MachineSize {
  return { cpus, memoryGiB: gib(memory), interfaces };
}

function volumesOf({ standard, fast }: z.output<typeof awsOffer>["volumes"]) {
  return { standard: volumeOf(standard), fast: volumeOf(fast) };
}

function volumeOf(input: z.output<typeof volume>): Volume {
  const { type, iops } = input;
  const throughput = input.type === "gp3" ? input.throughput : undefined;
  return {
    type,
    ...(iops !== undefined && { iops }),
    ...(throughput !== undefined && { throughput }),
  };
}

/** A place lies where its copies lie: elsewhere than the servers, and its key with them. */
function checkRecovery(
  { recovery = {}, backupCopies = {}, keyAlias }: Draft<z.output<typeof awsOffer>>["value"],
  report: Report,
): void {
  for (const [place, there] of Object.entries(recovery)) {
    const path = ["platforms", "aws", "recovery", place];
    const vault = backupCopies[place];
    const region = vault && regionOf(vault);
    if (region === undefined) {
      report(withoutCopiesAt(path, backupCopies));
    } else if (regionOf(there.keyAlias) !== region || (keyAlias && regionOf(keyAlias) === region)) {
      const own = regionOf(there.keyAlias) === region;
      report({
        path: own ? path : [...path, "keyAlias"],
        at: own ? "key" : "value",
        message: own
          ? `its copies lie in ${region}, the region of the servers, and are lost with it`
          : `the copies at ${quote(place)} lie in ${region}, and this key does not`,
        allowed: own ? "a place in another region" : `a key in ${region}`,
        fix: own ? "Name another place." : "Name a key of that region.",
      });
    }
  }
}
