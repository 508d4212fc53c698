import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../simulator/core/json.js";
import { readWorld } from "../../simulator/inspect.js";
import { type RunningSimulator, type StartOptions, startSimulator } from "../../simulator/start.js";
import { Client } from "./client.js";

/** A simulator with a world of its own for one test file. */
export class Bench {
  folder = mkdtempSync(join(tmpdir(), "world-"));
  private running: RunningSimulator | undefined;
  private clients: Client[] = [];

  get port(): number {
    if (this.running === undefined) {
      throw new Error("the simulator does not run");
    }
    return this.running.port;
  }

  async start(options: Omit<StartOptions, "world"> = {}): Promise<RunningSimulator> {
    this.running = await startSimulator({ ...options, world: this.folder });
    return this.running;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) {
      client.close();
    }
    this.clients = [];
    await this.running?.stop();
    this.running = undefined;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Starts over with a world that nothing has happened to. */
  renew(): void {
    this.folder = mkdtempSync(join(tmpdir(), "world-"));
  }

  async aws(account?: string, config?: JsonObject): Promise<Client> {
    const client = await Client.aws(this.port, account, config);
    this.clients.push(client);
    return client;
  }

  async vsphere(): Promise<Client> {
    const client = await Client.vsphere(this.port);
    this.clients.push(client);
    return client;
  }

  async azure(subscription?: string): Promise<Client> {
    const client = await Client.azure(this.port, subscription);
    this.clients.push(client);
    return client;
  }

  world() {
    return readWorld(this.folder);
  }

  /** How many objects of a kind there are. */
  count(kind: string): number {
    return this.world().objects.filter((object) => object.kind === kind).length;
  }
}

/** The message of a refusal; fails when nothing was refused. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("expected a refusal, but it was accepted");
}
