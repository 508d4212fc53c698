import {
  Client,
  credentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { z } from "zod";
import type { WorldObject } from "./journal.js";
import type { Json } from "./json.js";
import type { World } from "./world.js";

const json: z.ZodType<Json> = z.json();

const drift = z.strictObject({
  /** Type token, such as `aws:ec2/instance:Instance`. */
  kind: z.string(),
  id: z.string(),
  /** Properties that get other values; null takes one away. */
  set: z.record(z.string(), json).optional(),
  /** Whether the object disappears. */
  remove: z.boolean().optional(),
});

/** Something that happens to an object behind the engine's back. */
type Drift = z.infer<typeof drift>;

const driftPath = "/comanaged.simulator.Control/Drift";
const backUpPath = "/comanaged.simulator.Control/BackUp";
const losePath = "/comanaged.simulator.Control/Lose";
const passPath = "/comanaged.simulator.Control/Pass";
const toBytes = (text: string): Buffer => Buffer.from(text);
const toText = (bytes: Buffer): string => bytes.toString();

const plain = {
  requestStream: false,
  responseStream: false,
  requestSerialize: toBytes,
  requestDeserialize: toText,
  responseSerialize: toBytes,
  responseDeserialize: toText,
} as const;

/** The service by which tests change the world of a running simulator. */
export const controlDefinition: ServiceDefinition = {
  drift: { path: driftPath, ...plain },
  pass: { path: passPath, ...plain },
  backUp: { path: backUpPath, ...plain },
  lose: { path: losePath, ...plain },
};

/** What happens without the engine. */
interface Happenings {
  /** Time passes in the machines' operating systems. */
  readonly pass: () => void;
  /** The plans of AWS Backup, the policies of Azure Backup and the jobs of the backup server run. */
  readonly backUp: () => void;
  /** A region of AWS, a location of Azure, a vCenter or a Hyper-V host is gone. */
  readonly lose: (region: string) => void;
}

export function controlService(
  world: World,
  { pass, backUp, lose }: Happenings,
): UntypedServiceImplementation {
  const happens =
    (happening: (detail: string) => void) =>
    (call: ServerUnaryCall<string, string>, answer: sendUnaryData<string>): void => {
      happening(call.request);
      answer(null, "");
    };
  return {
    pass: happens(pass),
    backUp: happens(backUp),
    lose: happens(lose),
    drift: (call: ServerUnaryCall<string, string>, answer: sendUnaryData<string>): void => {
      try {
        applyDrift(world, drift.parse(JSON.parse(call.request)));
        answer(null, "");
      } catch (error) {
        answer({ code: status.INVALID_ARGUMENT, details: String(error) });
      }
    },
  };
}

/** Changes or removes an object of a running simulator as a person at the platform would. */
export function causeDrift(port: number, change: Drift): Promise<void> {
  return call(port, driftPath, JSON.stringify(change));
}

/** Lets a quarter of an hour pass in the machines: those that shut themselves down are off. */
export function passTime(port: number): Promise<void> {
  return call(port, passPath, "{}");
}

/** Has all plans of AWS Backup, policies of Azure and jobs of the backup server run once, and their copies. */
export function runBackups(port: number): Promise<void> {
  return call(port, backUpPath, "{}");
}

/** Takes everything in a region of AWS, a location of Azure, a vCenter or a Hyper-V host away. */
export function loseRegion(port: number, region: string): Promise<void> {
  return call(port, losePath, region);
}

function call(port: number, path: string, request: string): Promise<void> {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  return new Promise<void>((resolve, reject) => {
    client.makeUnaryRequest(path, toBytes, toText, request, (error) =>
      error ? reject(error) : resolve(),
    );
  }).finally(() => client.close());
}

function applyDrift(world: World, { kind, id, set = {}, remove }: Drift): void {
  const transaction = world.begin();
  const object = transaction.all(kind.split(":")[0] ?? "", kind).find((found) => found.id === id);
  if (object === undefined) {
    throw new Error(`${kind} ${id} is not in the world`);
  }
  if (remove) {
    transaction.drop(object, "drifted");
  } else {
    transaction.put(changed(object, set), "drifted");
  }
  transaction.commit();
}

function changed(object: WorldObject, set: Readonly<Record<string, Json>>): WorldObject {
  const kept = Object.entries({ ...object.properties, ...set }).filter(
    ([, value]) => value !== null,
  );
  return { ...object, properties: Object.fromEntries(kept) };
}
