import * as z from "zod/mini";
import type { Connection, Patience } from "../remote/connection.js";
import { Refused, RemoteFailure } from "../remote/failure.js";
import { Wire } from "./wire.js";

const claim = z.strictObject({
  /** Idempotency key of the server that the machine is. */
  key: z.string(),
  /** Told from every other attempt to install it. */
  attempt: z.string(),
  /** Preparing until the machine was started from its medium. */
  /** Which installation of its server that is; the first when absent. */
  generation: z.optional(z.number()),
  stage: z.enum(["preparing", "installing", "installed", "wiping"]),
});

/** Whose a machine is, and how far it has come. */
export type Claim = z.infer<typeof claim>;

/**
 * The provider's place for small files about machines, by their serial numbers: whose each one
 * is, what its installation is told, and what the installation says when it has ended.
 */
export class Deposit {
  private readonly wire: Wire;
  private readonly connection: Connection;
  private readonly serial: string;

  constructor(connection: Connection, patience: Patience, serial: string) {
    this.wire = new Wire(connection, patience);
    this.connection = connection;
    this.serial = serial;
  }

  /** Closes the connection. */
  end(): void {
    this.wire.end();
  }

  /** Whose the machine is; undefined when it is nobody's. */
  async claim(): Promise<Claim | undefined> {
    const text = await this.get("claim.json");
    return text === undefined ? undefined : claim.parse(JSON.parse(text));
  }

  async setClaim(value: Claim): Promise<void> {
    await this.put("claim.json", JSON.stringify(value));
  }

  /** Gives the machine up. */
  async dropClaim(): Promise<void> {
    await this.delete("claim.json");
  }

  /** The attempt whose installation has said that it ended well. */
  async ended(): Promise<string | undefined> {
    return (await this.get("done"))?.trim();
  }

  /** Puts down what an installation is told. */
  async setAnswers(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await this.put(`answers/${name}`, text);
    }
  }

  async dropAnswers(files: Readonly<Record<string, string>>): Promise<void> {
    for (const name of Object.keys(files)) {
      await this.delete(`answers/${name}`);
    }
  }

  /** Keeps what was done to the machine's drives, for good. */
  async keepEvidence(attempt: string, value: object): Promise<void> {
    await this.put(`wiped-${attempt}.json`, JSON.stringify(value));
  }

  private async get(name: string): Promise<string | undefined> {
    const { status, text } = await this.send("GET", name);
    return status === 404 ? undefined : text;
  }

  private async put(name: string, body: string): Promise<void> {
    await this.send("PUT", name, body);
  }

  private async delete(name: string): Promise<void> {
    await this.send("DELETE", name);
  }

  private async send(method: "GET" | "PUT" | "DELETE", name: string, body?: string) {
    const { address, user, password } = this.connection;
    const base = new URL(address).pathname.replace(/\/$/, "");
    const path = `${base}/${encodeURIComponent(this.serial)}/${name}`;
    const both = Buffer.from(`${user}:${password}`).toString("base64");
    const received = await this.wire.send({
      ...{ method, path, repeatable: true, headers: { authorization: `Basic ${both}` } },
      ...(body !== undefined && { body }),
    });
    const isAbsent = received.status === 404 && method !== "PUT";
    if (received.status === 401 || received.status === 403) {
      throw new RemoteFailure(
        `${address} does not let the account ${user} ${method} ${path}. Check its password in the stack's settings.`,
      );
    }
    if (received.status >= 300 && !isAbsent) {
      throw new Refused(received.status, `${method} ${path}: status ${received.status}`);
    }
    return received;
  }
}
