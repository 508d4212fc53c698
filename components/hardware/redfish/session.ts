import * as z from "zod/mini";
import type { Connection, Patience } from "../../remote/connection.js";
import { Refused, RemoteFailure } from "../../remote/failure.js";
import { type Received, type Sent, Wire } from "../wire.js";
import { anything, page, problem, root, task } from "./models.js";

const rootPath = "/redfish/v1/";
const taskPause = 5_000;
const attempts = 3;

/** States of a task that has ended well. */
const done = ["Completed"];

/** States of a task that goes on. */
const going = ["New", "Pending", "Service", "Starting", "Running", "Stopping", "Suspended"];

/** A client of a BMC that has logged in. It is to be ended in every case. */
export class RedfishSession {
  readonly root: z.infer<typeof root>;
  private readonly wire: Wire;
  private readonly connection: Connection;
  private readonly patience: Patience;
  private credentials: Readonly<Record<string, string>>;
  private location: string | undefined;

  private constructor(
    wire: Wire,
    connection: Connection,
    patience: Patience,
    service: z.infer<typeof root>,
  ) {
    this.wire = wire;
    this.connection = connection;
    this.patience = patience;
    this.root = service;
    this.credentials = {};
  }

  /**
   * Logs in: with a session where the BMC has them, otherwise with the password in each request.
   *
   * @throws RemoteFailure when the BMC is another one, or does not let the account in
   */
  static async open(connection: Connection, patience: Patience): Promise<RedfishSession> {
    const wire = new Wire(connection, patience);
    const found = await wire.send({ method: "GET", path: rootPath, repeatable: true });
    const service = read(found, "GET /redfish/v1/", root, connection);
    const session = new RedfishSession(wire, connection, patience, service);
    const sessions = service.Links?.Sessions?.["@odata.id"];
    try {
      await (sessions === undefined ? session.useBasic() : session.logIn(sessions));
      return session;
    } catch (failure) {
      await session.end();
      throw failure;
    }
  }

  /** What a resource says. */
  async get<T>(path: string, schema: z.core.$ZodType<T>): Promise<T> {
    return (await this.fetched(path, schema)).value;
  }

  /** All members of a collection, page after page: none of one that is named and not there. */
  async members<T>(path: string | undefined, schema: z.core.$ZodType<T>): Promise<T[]> {
    const found: T[] = [];
    for (let next = path; next !== undefined; ) {
      const one: z.infer<typeof page> = await this.get(next, page).catch(nothingThere);
      for (const { "@odata.id": member } of one.Members) {
        found.push(await this.get(member, schema));
      }
      next = one["Members@odata.nextLink"];
    }
    return found;
  }

  /** As {@link members}, of a collection whose pages may hold its members whole. */
  async embedded<T>(path: string | undefined, schema: z.core.$ZodType<T>): Promise<T[]> {
    const found: T[] = [];
    for (let next = path; next !== undefined; ) {
      const one: z.infer<typeof page> = await this.get(next, page).catch(nothingThere);
      for (const member of one.Members) {
        const isWhole = Object.keys(member).length > 1;
        const whole = isWhole ? z.safeParse(schema, member).data : undefined;
        found.push(whole ?? (await this.get(member["@odata.id"], schema)));
      }
      next = one["Members@odata.nextLink"];
    }
    return found;
  }

  /** Changes a resource, and only the one that was read: what changed meanwhile is read again. */
  async change(path: string, body: object): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { etag } = await this.fetched(path, anything);
      const received = await this.send({
        ...{ method: "PATCH", path, repeatable: true, body: JSON.stringify(body) },
        ...(etag !== undefined && { headers: { "if-match": etag } }),
      });
      if (received.status !== 412 || attempt === attempts) {
        await this.settled(received, `PATCH ${path}`);
        return;
      }
    }
  }

  /**
   * Asks for an action and waits for the task that it may become.
   *
   * @returns when it had ended, by the clock of the BMC
   */
  async act(path: string, body: object, repeatable = false): Promise<string> {
    const received = await this.send({
      ...{ method: "POST", path, repeatable, body: JSON.stringify(body) },
    });
    const last = await this.settled(received, `POST ${path}`);
    return last.headers.date ?? "unknown";
  }

  /** Logs out; a BMC that is away forgets the session by itself, after a while. */
  async end(): Promise<void> {
    if (this.location !== undefined) {
      const path = new URL(this.location, this.connection.address).pathname;
      this.location = undefined;
      await this.sendOnce({ method: "DELETE", path, repeatable: true }).catch(() => undefined);
    }
    this.wire.end();
  }

  private async logIn(path: string): Promise<void> {
    const { user, password, address } = this.connection;
    const received = await this.send({
      ...{ method: "POST", path, repeatable: true },
      body: JSON.stringify({ UserName: user, Password: password }),
    });
    const token = received.headers["x-auth-token"];
    if (received.status === 401 || received.status === 400 || received.status === 403) {
      throw new RemoteFailure(
        `${address} does not let the account ${user} in. Check its password in the stack's settings ` +
          "and that it may configure and start the machine.",
      );
    }
    read(received, `POST ${path}`, anything, this.connection);
    if (typeof token !== "string") {
      throw new RemoteFailure(`${address} opened a session and gave no token for it.`);
    }
    this.credentials = { "x-auth-token": token };
    this.location = received.headers.location;
  }

  private useBasic(): Promise<void> {
    const { user, password } = this.connection;
    const both = Buffer.from(`${user}:${password}`).toString("base64");
    this.credentials = { authorization: `Basic ${both}` };
    return Promise.resolve();
  }

  private async fetched<T>(
    path: string,
    schema: z.core.$ZodType<T>,
  ): Promise<{ readonly value: T; readonly etag: string | undefined }> {
    const received = await this.send({ method: "GET", path, repeatable: true });
    return {
      value: read(received, `GET ${path}`, schema, this.connection),
      etag: received.headers.etag,
    };
  }

  /** Waits for what an answer says that goes on. */
  private async settled(received: Received, asked: string): Promise<Received> {
    let last = received;
    const { location } = received.headers;
    while (last.status === 202 && location !== undefined) {
      const state = task.safeParse(parsed(last.text)).data?.TaskState ?? "Running";
      if (!going.includes(state)) {
        break;
      }
      await this.patience.wait(taskPause);
      const path = new URL(location, this.connection.address).pathname;
      last = await this.send({ method: "GET", path, repeatable: true });
    }
    read(last, asked, anything, this.connection);
    const { TaskState, TaskStatus } = task.safeParse(parsed(last.text)).data ?? {};
    if (typeof TaskState === "string" && !done.includes(TaskState) && !going.includes(TaskState)) {
      throw new RemoteFailure(`${asked}: the BMC's task ended as ${TaskState} (${TaskStatus}).`);
    }
    return last;
  }

  /** A session that has expired is opened anew: what was asked with it was not done. */
  private async send(sent: Sent): Promise<Received> {
    const received = await this.sendOnce(sent);
    const sessions = this.root.Links?.Sessions?.["@odata.id"];
    if (received.status !== 401 || this.location === undefined || sessions === undefined) {
      return received;
    }
    this.location = undefined;
    this.credentials = {};
    await this.logIn(sessions);
    return this.sendOnce(sent);
  }

  private sendOnce(sent: Sent): Promise<Received> {
    const { body, headers } = sent;
    const typed = body === undefined ? {} : { "content-type": "application/json" };
    return this.wire.send({ ...sent, headers: { ...this.credentials, ...typed, ...headers } });
  }
}

function nothingThere(failure: unknown): z.infer<typeof page> {
  if (failure instanceof Refused && failure.status === 404) {
    return { Members: [] };
  }
  throw failure;
}

function read<T>(
  received: Received,
  where: string,
  schema: z.core.$ZodType<T>,
  { address, password }: Connection,
): T {
  const told = parsed(received.text);
  if (received.status >= 300) {
    const { error } = problem.safeParse(told).data ?? {};
    const extended = error?.["@Message.ExtendedInfo"]?.flatMap(({ Message }) => Message ?? []);
    const said = extended?.length ? extended.join(" ") : error?.message;
    const text = `${address} ${where}: ${said ?? `status ${received.status}`}`;
    throw new Refused(received.status, text.replaceAll(password || "\n", "[secret]"));
  }
  const result = z.safeParse(schema, told);
  if (!result.success) {
    const [first] = result.error.issues;
    throw new RemoteFailure(
      `${address} ${where}: the BMC answered something else than Redfish says, at ${first?.path.join(".")}.`,
    );
  }
  return result.data;
}

/** The JSON of an answer; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
