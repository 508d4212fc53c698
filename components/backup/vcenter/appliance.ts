import * as z from "zod/mini";
import { Wire } from "../../hardware/wire.js";
import type { Connection, Patience } from "../../remote/connection.js";
import { Refused, RemoteFailure } from "../../remote/failure.js";

/** A request to an appliance. */
interface Request {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** Whether doing it twice is doing it once. @default true */
  readonly repeatable?: boolean;
}

const failure = z.looseObject({
  messages: z.optional(z.array(z.looseObject({ default_message: z.string() }))),
});

/** A session of a vCenter's appliance. It is to be ended. */
export class Appliance {
  private readonly wire: Wire;
  private readonly connection: Connection;
  private session: string | undefined;

  constructor(connection: Connection, patience: Patience) {
    this.connection = connection;
    this.wire = new Wire(connection, patience);
  }

  /**
   * Asks the appliance.
   *
   * @throws Refused when it does not do what it is asked
   * @throws RemoteFailure when the account is not let in, or the answer is another than described
   */
  async ask<T>(request: Request, schema: z.core.$ZodType<T>): Promise<T> {
    this.session ??= await this.logIn();
    const { status, text } = await this.send(request, { "vmware-api-session-id": this.session });
    const where = `${request.method} ${request.path}`;
    const told = jsonOf(text);
    if (status >= 300) {
      const said = failure.safeParse(told).data?.messages?.[0]?.default_message;
      throw new Refused(status, `${where}: ${this.withoutSecrets(said ?? `status ${status}`)}`);
    }
    const { data, success } = z.safeParse(schema, told);
    if (!success) {
      throw new RemoteFailure(`${where}: the vCenter answered something else than its API says.`);
    }
    return data;
  }

  /** Ends the session; a vCenter that is away ends it by itself. */
  async end(): Promise<void> {
    const { session } = this;
    if (session !== undefined) {
      const request: Request = { method: "DELETE", path: "/api/session", repeatable: false };
      await this.send(request, { "vmware-api-session-id": session }).catch(() => undefined);
    }
    this.wire.end();
  }

  private async logIn(): Promise<string> {
    const { user, password, address } = this.connection;
    const basic = Buffer.from(`${user}:${password}`).toString("base64");
    const request: Request = { method: "POST", path: "/api/session" };
    const { status, text } = await this.send(request, { authorization: `Basic ${basic}` });
    const { data } = z.safeParse(z.string(), jsonOf(text));
    if (status >= 300 || data === undefined) {
      throw new RemoteFailure(
        status === 401
          ? `${address} does not let the account ${user} in. Check its password in the stack's settings.`
          : `POST /api/session: status ${status}`,
      );
    }
    return data;
  }

  private send(
    { method, path, body, repeatable = true }: Request,
    headers: Readonly<Record<string, string>>,
  ) {
    const told = body === undefined ? {} : { "content-type": "application/json" };
    return this.wire.send({
      ...{ method, path, repeatable, headers: { ...headers, ...told } },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  private withoutSecrets(text: string): string {
    return text.replaceAll(this.connection.password, "[secret]");
  }
}

function jsonOf(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
