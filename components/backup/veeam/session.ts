import * as z from "zod/mini";
import type { Connection, Patience } from "../../remote/connection.js";
import { Refused, RemoteFailure, Unanswered } from "../../remote/failure.js";
import { pageOf, problem, token } from "./models.js";
import { encoded, parsed, pauseOf, type Request, tokenRequest } from "./request.js";
import { exchange, type Received } from "./wire.js";

const pageSize = 200;
const firstPause = 500;
const longestPause = 60_000;

/** A client of a backup server that has logged in, or will with its first request. */
export class Session {
  private readonly connection: Connection;
  private readonly patience: Patience;
  private granted: z.infer<typeof token> | undefined;
  private waited = 0;

  constructor(connection: Connection, patience: Patience) {
    this.connection = connection;
    this.patience = patience;
  }

  /**
   * Sends a request until it is answered, within the patience.
   *
   * @throws Refused when the server does not do it
   * @throws Unanswered when nobody knows whether it was done
   */
  async ask<T>(request: Request, schema: z.core.$ZodType<T>): Promise<T> {
    return this.read(await this.authorized(request), request, schema);
  }

  /** All items of a list, page after page. */
  async all<T>(request: Request, item: z.core.$ZodType<T>): Promise<T[]> {
    const found: T[] = [];
    for (;;) {
      const query = { ...request.query, skip: found.length, limit: pageSize };
      const { data, pagination } = await this.ask({ ...request, query }, pageOf(item));
      found.push(...data);
      if (data.length === 0 || found.length >= pagination.total) {
        return found;
      }
    }
  }

  /** Waits for work that goes on in the background. */
  pause(milliseconds: number): Promise<void> {
    return this.patience.wait(milliseconds);
  }

  /** Gives the tokens back; a server that is away forgets them by itself. */
  async end(): Promise<void> {
    if (this.granted !== undefined) {
      const request: Request = { method: "POST", path: "/api/oauth2/logout" };
      await this.send(request, this.granted.access_token).catch(() => undefined);
      this.granted = undefined;
    }
  }

  /** An expired token is renewed once; then the account logs in again. */
  private async authorized(request: Request): Promise<Received> {
    this.granted ??= await this.logIn();
    for (const renew of [() => this.renew(), () => this.logIn()]) {
      const received = await this.patiently(request, this.granted.access_token);
      if (received.status !== 401) {
        return received;
      }
      this.granted = (await renew()) ?? (await this.logIn());
    }
    return this.patiently(request, this.granted.access_token);
  }

  private async logIn(): Promise<z.infer<typeof token>> {
    const { user, password, address } = this.connection;
    const request = tokenRequest({ grant_type: "password", username: user, password });
    const received = await this.patiently(request, undefined);
    if (received.status === 401 || received.status === 400) {
      throw new RemoteFailure(
        `${address} does not let the account ${user} in. Check its password in the stack's settings ` +
          "and that it is an administrator of backups.",
      );
    }
    return this.read(received, request, token);
  }

  private async renew(): Promise<z.infer<typeof token> | undefined> {
    const refresh_token = this.granted?.refresh_token ?? "";
    const request = tokenRequest({ grant_type: "refresh_token", refresh_token });
    const received = await this.patiently(request, undefined);
    return received.status === 200 ? this.read(received, request, token) : undefined;
  }

  /** Waits for a server that is busy, and where that is harmless for one that is away. */
  private async patiently(request: Request, access: string | undefined): Promise<Received> {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      const received = await this.send(request, access).catch((failure: unknown) => {
        if (failure instanceof Unanswered && this.mayRepeat(request, pause)) {
          return undefined;
        }
        throw failure;
      });
      const asked = received && pauseOf(received, request, pause);
      if (received && (asked === undefined || !this.mayWait(asked))) {
        return received;
      }
      const milliseconds = asked ?? pause;
      this.waited += milliseconds;
      await this.patience.wait(milliseconds);
    }
  }

  private mayRepeat({ repeatable = true }: Request, pause: number): boolean {
    return repeatable && this.mayWait(pause);
  }

  private mayWait(milliseconds: number): boolean {
    return this.waited + milliseconds <= this.patience.inAll;
  }

  private send(request: Request, access: string | undefined) {
    return exchange(this.connection, encoded(request, access), this.patience.request);
  }

  private read<T>(received: Received, { method, path }: Request, schema: z.core.$ZodType<T>): T {
    const where = `${method} ${path}`;
    const told = parsed(received.text);
    if (received.status >= 300) {
      const said = problem.safeParse(told).data?.message ?? `status ${received.status}`;
      throw new Refused(received.status, `${where}: ${this.withoutSecrets(said)}`);
    }
    const result = z.safeParse(schema, told);
    if (!result.success) {
      const [first] = result.error.issues;
      throw new RemoteFailure(
        `${where}: the backup server answered something else than its API says, at ${first?.path.join(".")}.`,
      );
    }
    return result.data;
  }

  private withoutSecrets(text: string): string {
    const { password } = this.connection;
    const { access_token = password, refresh_token = password } = this.granted ?? {};
    return [password, access_token, refresh_token].reduce(
      (left, secret) => (secret === "" ? left : left.replaceAll(secret, "[secret]")),
      text,
    );
  }
}
