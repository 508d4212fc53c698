import type { LockPhase } from "../backup/backupClass.js";
import type { BackedUpPlatform } from "../backup/backupServer.js";
import type { PatchNode } from "../patchPath/node.js";
import type { Values } from "../patchPath/values.js";

/** Where a path from a server to the vault of its backups can be cut. */
export type BackupEdge =
  | "tag"
  | "opt-in"
  | "selection"
  | "role"
  | "plan"
  | "schedule"
  | "copy"
  | "vault"
  | "key"
  | "policy"
  | "lock";

/** One thing that keeps a server from being backed up as its class demands. */
export interface MissingBackupEdge {
  readonly edge: BackupEdge;
  /** What is missing, as a sentence without the server's name. */
  readonly reason: string;
}

/** What leads from one server to its backups. */
export interface BackupPath {
  readonly server: PatchNode;
  /** Empty when the server is backed up as its class demands. */
  readonly missing: readonly MissingBackupEdge[];
  /** Where its backups lie; on a backup server, what keeps its jobs. */
  readonly vaults: readonly PatchNode[];
}

/** A copy that a class demands. */
export interface DemandedCopy {
  /** ARN of its vault. */
  readonly vault: string;
  /** The least days for which it is kept. */
  readonly deleteAfter: number;
}

/** A rule that a class demands of the plan of its servers. */
export interface DemandedRule {
  readonly schedule: string;
  readonly scheduleExpressionTimezone: string;
  /** The most minutes within which a backup begins. */
  readonly startWindow: number;
  /** Minutes after which a backup that is not complete is ended. */
  readonly completionWindow: number;
  /** The least days for which it is kept. */
  readonly deleteAfter: number;
  readonly copies: readonly DemandedCopy[];
}

/** What a class demands. */
export interface BackupDemand {
  /** Name of the vault. */
  readonly vault: string;
  /** Whether programs of Windows are held while a backup begins. */
  readonly holdsPrograms: boolean;
  readonly rules: readonly DemandedRule[];
  readonly lock: LockPhase;
}

/** What a class demands of the path from its servers on Azure. */
export interface AzureDemand {
  readonly lock: LockPhase;
  /** When a backup is due; only the time of the day counts. */
  readonly time: string;
  /** Windows name. */
  readonly timeZone: string;
  /** Whether programs may go on while a backup begins, as after a power failure. */
  readonly isCrashConsistent: boolean;
  /** The retention, in the words of Recovery Services. */
  readonly retention: Readonly<Record<string, unknown>>;
}

/** What resources alone do not tell. */
export interface BackupFacts {
  /** What a class demands. Where that is not known, any plan with a vault will do. */
  readonly demandOf?: (backupClass: string) => BackupDemand | undefined;
  /** The same of servers on Azure. */
  readonly azureDemandOf?: (backupClass: string) => AzureDemand | undefined;
  /** What the jobs of a class are told on a backup server, by the names of a document for them. */
  readonly jobsOf?: (backupClass: string, platform: BackedUpPlatform) => Values | undefined;
}

/** One thing that is missing, or nothing. */
export function unless(
  condition: boolean,
  edge: BackupEdge,
  reason: string,
): readonly MissingBackupEdge[] {
  return condition ? [] : [{ edge, reason }];
}
