import type { WorldObject } from "../core/journal.js";
import type { Json, JsonObject } from "../core/json.js";
import type { Transaction } from "../core/transaction.js";
import type { HypervHost } from "../hyperv/host.js";

/** The machines of a Hyper-V host by its name; undefined where there is none. */
export type FindHypervMachines = (
  host: string,
) => readonly { readonly id: string; readonly name: string }[] | undefined;

/** The Hyper-V host that has a machine, by what it is known as; undefined where it is on none. */
export type FindHypervHost = (host: string, machineId: string) => HypervHost | undefined;

/** A computer that an agent can be put on. */
export interface Computer {
  readonly serial: string;
  readonly name: string;
  readonly address: string;
  readonly isWindows: boolean;
  /** What is on its drives, by their serial numbers. */
  readonly contents: Readonly<Record<string, string>>;
}

/** The computers that agents can be put on. */
export type FindComputers = () => readonly Computer[];

/** What the server sees besides a vCenter. */
export interface Inventory {
  /** The machines of a Hyper-V host; undefined where there is none. */
  readonly hypervMachines: FindHypervMachines;
  readonly hypervHost: FindHypervHost;
  /** The Hyper-V host that is known as this by itself; undefined where there is none. */
  readonly hypervTarget: (host: string) => HypervHost | undefined;
  readonly computers: FindComputers;
  /** Writes on the drives of a computer: what is on each, by what was on it. */
  readonly writeOnDrives: (
    serial: string,
    write: (drive: { readonly serial: string; readonly content: string }) => string,
  ) => void;
  /** The addresses of the machines on Hyper-V hosts. */
  readonly hypervAddresses: () => readonly string[];
}

/** A request that has been found well formed. */
export interface Call extends Inventory {
  readonly world: Transaction;
  /** Host of the backup server, which is its place in the world. */
  readonly host: string;
  /** The account that asks. */
  readonly user: string;
  /** From the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
}

/** What is answered. */
export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/** Does what an operation says. */
export type Handler = (call: Call) => Answer;

/** The name under which the world knows the backup server. */
export const platform = "veeam";

/** The things that the backup server keeps. */
export type Kind =
  | "Backup"
  | "BackupFile"
  | "ConfigBackup"
  | "Credentials"
  | "EncryptionPassword"
  | "FileAudit"
  | "FileMount"
  | "FileTask"
  | "HeldMachine"
  | "InstantRecovery"
  | "Job"
  | "ManagedServer"
  | "ProtectionGroup"
  | "Publication"
  | "Repository"
  | "RestoreFailure"
  | "RestorePoint"
  | "RunningRestore"
  | "Session"
  | "SessionLog"
  | "TaskSession"
  | "VisibleMachines";

/** All things of a kind, in the order in which they came. */
export function all({ world, host }: Call, kind: Kind): WorldObject[] {
  return world.all(platform, kind, host);
}

/** The thing with an id. */
export function find(call: Call, kind: Kind, id: string): WorldObject | undefined {
  return call.world.get({ platform, place: call.host, kind, id });
}

/** Keeps a new thing. */
export function add(
  { world, host }: Call,
  kind: Kind,
  properties: JsonObject & { id: string },
): void {
  world.put({ platform, place: host, kind, id: properties.id, properties }, "created");
}

/** Keeps a thing as it is now. */
export function change(call: Call, object: WorldObject, properties: JsonObject): void {
  call.world.put({ ...object, properties: { ...object.properties, ...properties } }, "updated");
}

/** An id that the world never gave before. */
export function newId({ world }: Call): string {
  return `00000000-0000-4000-8000-${world.next().toString(16).padStart(12, "0")}`;
}

type Code =
  | "AccessDenied"
  | "ExpiredToken"
  | "NotFound"
  | "ServiceUnavailable"
  | "UnexpectedContent";

/** What is answered to what cannot be done. */
export function failure(status: number, errorCode: Code, message: string): Answer {
  return { status, body: { errorCode, message } };
}
