import type { z } from "zod";
import { azurePairOf } from "../../../components/service/backup/azurePairs.js";
import { azureMachineSize, azureOffer } from "../azureOffer.js";
import { gib } from "../fields/size.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { AzureMachineSize, AzureOffer } from "../model.js";
import type { Report } from "../report/finding.js";
import { type NamedSize, reportTwins } from "./instanceType.js";
import { withoutCopiesAt } from "./recoveryPlaces.js";

/** A machine type with its size. */
export type MachineType = NamedSize & AzureMachineSize;

/** What is known of an offer that may be faulty. */
export interface AzureOfferDraft {
  /** Undefined when one of them is faulty: it may be the one that a server needs. */
  readonly machineTypes: readonly MachineType[] | undefined;
  /** The locations of copies of backups by place; undefined when they are faulty. */
  readonly backupCopies: Readonly<Record<string, string>> | undefined;
}

/** What is valid of an offer; two machine types of the same size are reported. */
export function draftAzureOffer(raw: unknown, report: Report): AzureOfferDraft {
  const types = [...entriesBelow(raw, "machineTypes")].map(([name, size]) => {
    const { data } = azureMachineSize.safeParse(size);
    return data && { name, ...sizeOf(data) };
  });
  const valid = types.filter((type) => type !== undefined);
  reportTwins(valid, ["platforms", "azure", "machineTypes"], report);
  checkRecovery(raw, report);
  return {
    machineTypes: types.length > 0 && types.length === valid.length ? valid : undefined,
    backupCopies: azureOffer.shape.backupCopies.safeParse(entriesOf(raw).get("backupCopies")).data,
  };
}

/** A place lies where copies lie, and copies that are made there lie in its pair. */
function checkRecovery(raw: unknown, report: Report): void {
  const fields = entriesOf(raw);
  const { recovery, backupCopies } = azureOffer.shape;
  const places = recovery.safeParse(fields.get("recovery")).data ?? {};
  const copies = backupCopies.safeParse(fields.get("backupCopies")).data;
  for (const [place, there] of Object.entries(copies === undefined ? {} : places)) {
    const path = ["platforms", "azure", "recovery", place];
    const location = copies?.[place];
    const pair = location && azurePairOf(location);
    const faulty = Object.entries(there.backupCopies).find(([, where]) => where !== pair);
    if (location === undefined) {
      report(withoutCopiesAt(path, copies ?? {}));
    } else if (faulty !== undefined) {
      report({
        ...{ path: [...path, "backupCopies", faulty[0]], at: "value" },
        message: `Azure copies from ${location} to ${pair ?? "nowhere"}, and not to ${faulty[1]}`,
        allowed: pair ?? "no copies",
        fix: "Name the location that Azure pairs with that of the place.",
      });
    }
  }
}

/** The offer in the words of the program. */
export function azureOfferOf({
  machineTypes,
  recovery = {},
  ...rest
}: z.output<typeof azureOffer>): AzureOffer {
  const sizes = Object.entries(machineTypes).map(([name, size]): [string, AzureMachineSize] => [
    name,
    sizeOf(size),
  ]);
  return { ...rest, recovery, machineTypes: Object.fromEntries(sizes) };
}

function sizeOf(input: z.output<typeof azureMachineSize>): AzureMachineSize {
  const { cpus, memory, dataDisks, interfaces } = input;
  return { cpus, memoryGiB: gib(memory), dataDisks, interfaces };
}
