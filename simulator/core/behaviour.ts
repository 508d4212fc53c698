import type { WorldObject } from "./journal.js";
import type { JsonObject } from "./json.js";
import type { Transaction } from "./transaction.js";
import type { Problem } from "./validate.js";

/** Where a connection's resources live. */
export interface Place {
  readonly platform: string;
  /** The AWS account or the vCenter. */
  readonly owner: string;
  /** The AWS region, or `global`; empty for a vCenter. */
  readonly region: string;
  /** Tags that the connection puts on everything. */
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** What a behaviour works on: one operation's view of the world. */
export interface Scene {
  readonly world: Transaction;
  readonly place: Place;
}

/** What a platform answers when it made something. */
export interface Made {
  readonly id: string;
  /** What the platform computed; the inputs are added. */
  readonly outputs: JsonObject;
  /** The object exists, but this went wrong after it was made. */
  readonly failed?: string;
}

/**
 * What the code of one resource type adds to its data. Every method may throw a `Refusal`. What
 * is left out behaves as the data says.
 */
export interface ResourceBehaviour {
  /** What the provider refuses without asking the platform. */
  readonly check?: (inputs: JsonObject) => readonly Problem[];
  /** What is refused at preview already, because the provider asks the live platform. */
  readonly plan?: (scene: Scene, inputs: JsonObject, old?: WorldObject) => void;
  /** Reasons to replace beside the table's, judged on both states of the inputs. */
  readonly alsoReplaces?: (olds: JsonObject, news: JsonObject) => readonly string[];
  /** Paths whose changes mean nothing, judged on the old state. */
  readonly ignores?: (olds: JsonObject) => readonly string[];
  /** Makes the object and whatever comes with it; the object itself is put by the core. */
  readonly create?: (scene: Scene, inputs: JsonObject) => Made;
  /** Changes what the platform computes; the inputs are taken over by the core. */
  readonly update?: (scene: Scene, old: WorldObject, inputs: JsonObject) => Changed;
  /** Removes what belongs to the object; returns what stays when the platform keeps it a while. */
  readonly remove?: (scene: Scene, old: WorldObject) => WorldObject | undefined;
  /** Finds an object by what it is imported by, where that is not its id: its id finds nothing. */
  readonly find?: (scene: Scene, id: string) => WorldObject | undefined;
  /** What a read answers, where it is not what the world holds; nothing when it counts as gone. */
  readonly read?: (scene: Scene, object: WorldObject, imported: boolean) => JsonObject | undefined;
}

/** What an update did. */
export interface Changed {
  readonly outputs: JsonObject;
  /** Why the server had to restart; absent when it kept running. */
  readonly reboot?: string;
  /** Disks whose data is gone. */
  readonly dataLoss?: readonly string[];
}

/** What a function answers. */
export type FunctionBehaviour = (scene: Scene, args: JsonObject) => JsonObject;

/** One platform: where a connection leads, and the code of its types. */
export interface PlatformBehaviour {
  /** Reads a provider's configuration; throws a `Refusal` when the platform can't be reached so. */
  readonly connect: (world: Transaction, config: JsonObject) => Place;
  /** Where a resource or function of this type acts, which its arguments may redirect. */
  readonly locate: (place: Place, kind: string, args: JsonObject) => Place;
  /** What is refused wherever something acts. */
  readonly enter?: (scene: Scene) => void;
  /** The id in what an import names, and the arguments that tell where it is. */
  readonly located?: (id: string) => { readonly id: string; readonly args: JsonObject };
  /** What the provider computes of any resource by itself, so that previews know it. */
  readonly computed?: (scene: Scene, inputs: JsonObject) => JsonObject;
  readonly resources: Readonly<Record<string, ResourceBehaviour>>;
  readonly functions: Readonly<Record<string, FunctionBehaviour>>;
}

/** The name of a place in the world. */
export function placeName({ owner, region }: Pick<Place, "owner" | "region">): string {
  return region === "" ? owner : `${owner}/${region}`;
}
