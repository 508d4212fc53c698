import { compileVcenterSchedule } from "../../../components/backup/compile/vcenterSchedule.js";
import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import type { ServerTrust } from "../../../components/service/backup/backupServer.js";
import type {
  PlatformSystem,
  SystemBackup,
} from "../../../components/service/backup/platformSystem.js";
import { entriesBelow } from "../inspect/draft.js";
import { type PlatformSystemInput, platformSystem } from "../platformSystem.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { type BackupServerDraft, reasonsOnBackupServer } from "./backupServer.js";
import { checkConfigurations, reasonsOfConfiguration } from "./configurationBackup.js";
import { type Declared, lookUp } from "./declared.js";

const ways = ["vcenter", "machine", "computer", "configuration", "exports"] as const;

/** What is needed to judge the backups of systems. */
interface Around {
  readonly classes: Declared<BackupClass>;
  readonly server: BackupServerDraft;
}

type Systems = ReadonlyMap<string, PlatformSystemInput>;

/** Systems that nobody backs up, or that cannot be backed up as their class says, are reported. */
export function checkPlatformSystems(raw: unknown, around: Around, report: Report): void {
  const systems = new Map(
    [...entriesBelow(raw, "platformSystems")].flatMap(([name, value]) => {
      const { data } = platformSystem.safeParse(value);
      return data === undefined ? [] : [[name, data] as const];
    }),
  );
  for (const name of systems.keys()) {
    checkSystem(name, systems, around, report);
  }
  checkConfigurations(systems, report);
}

function checkSystem(name: string, systems: Systems, around: Around, report: Report): void {
  const input = systems.get(name);
  if (input === undefined) {
    return;
  }
  const path: Path = ["platformSystems", name];
  const at = { kind: "a backup class", where: "the catalog's backupClasses" };
  const backup = lookUp(around.classes, input.backupClass, at, [...path, "backupClass"], report);
  const [way, ...more] = ways.filter((one) => input[one] !== undefined);
  if (way === undefined || more.length > 0) {
    report({
      path: way === undefined ? path : [...path, more[0] ?? way],
      at: "key",
      message:
        way === undefined
          ? "it is not said who takes its backups"
          : `its backups are taken twice: by ${[way, ...more].join(" and ")}`,
      allowed: `one of ${ways.join(", ")}`,
      fix:
        way === undefined
          ? 'Write "machine" for a virtual machine, "computer" for hardware, "vcenter", "configuration", or "exports".'
          : "Keep one of them.",
    });
    return;
  }
  const { vcenter } = input;
  if (vcenter !== undefined && trustOf(vcenter) === undefined) {
    report({
      path: [...path, "vcenter"],
      at: "key",
      message: "it is not said, or said twice, by what the vCenter's certificate is known",
      allowed: "fingerprint (SHA-256 of the certificate) or authority (as PEM)",
      fix: "Write one of the two.",
    });
    return;
  }
  const reasons = backup === undefined ? [] : reasonsAgainst(backup, input, { ...around, systems });
  if (reasons.length > 0) {
    report({
      path: [...path, "backupClass"],
      at: "value",
      message: `${quote(input.backupClass)} cannot be the class of ${quote(name)}: ${reasons.join(" ")}`,
      allowed: "a backup class that whoever takes the backups can keep",
      fix: "Name another class, or change this one.",
    });
  }
}

function reasonsAgainst(
  backup: BackupClass,
  { vcenter, machine, computer, configuration }: PlatformSystemInput,
  { classes, server, systems }: Around & { readonly systems: Systems },
): readonly string[] {
  if (vcenter !== undefined) {
    const rendering = compileVcenterSchedule(backup, vcenter.timeZone);
    return rendering.kind === "refused" ? rendering.reasons : [];
  }
  if (machine !== undefined) {
    return reasonsOnBackupServer(backup, server, "vsphere");
  }
  if (configuration !== undefined) {
    const shared = [...systems.values()].some(
      (one) => one.backupClass === backup.name && (one.machine ?? one.computer) !== undefined,
    );
    const others = [...(classes?.values() ?? [])].flatMap((other) =>
      other === undefined || (other.name === backup.name && !shared) ? [] : [other],
    );
    return reasonsOfConfiguration(backup, server, others);
  }
  return computer === undefined
    ? []
    : reasonsOnBackupServer(backup, server, `physical-${computer.os}`);
}

function trustOf(vcenter: NonNullable<PlatformSystemInput["vcenter"]>): ServerTrust | undefined {
  const { fingerprint, authority } = vcenter;
  if (fingerprint !== undefined) {
    return authority === undefined ? { fingerprint } : undefined;
  }
  return authority === undefined ? undefined : { authority };
}

/** The systems of a catalog that the schema has accepted, in the order of the file. */
export function platformSystemsOf(
  inputs: Readonly<Record<string, PlatformSystemInput>>,
  classes: Readonly<Record<string, BackupClass>>,
): readonly PlatformSystem[] {
  return Object.entries(inputs).flatMap(([name, input]) => {
    const backup = classes[input.backupClass];
    const backedUp = backedUpBy(input);
    return backup && backedUp ? [{ name, what: input.what, backup, backedUp }] : [];
  });
}

function backedUpBy(input: PlatformSystemInput): SystemBackup | undefined {
  const { vcenter, machine, computer, configuration, exports: folder } = input;
  if (vcenter !== undefined) {
    const { fingerprint: _print, authority: _authority, ...files } = vcenter;
    const trust = trustOf(vcenter);
    return trust && { by: "vcenter", ...files, trust };
  }
  if (machine !== undefined) {
    return { by: "machine", machine };
  }
  if (computer !== undefined) {
    return { by: "computer", computer: computer.name, os: computer.os };
  }
  if (configuration !== undefined) {
    return { by: "configuration", repository: configuration.repository };
  }
  return folder === undefined ? undefined : { by: "exports", folder };
}
