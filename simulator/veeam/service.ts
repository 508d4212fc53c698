import { z } from "zod";
import { type JsonObject, textAt } from "../core/json.js";
import type { World } from "../core/world.js";
import { type Answer, failure, type Inventory } from "./call.js";
import { veeamApi, wrongIn, wrongInQuery } from "./checks.js";
import { handlers } from "./handlers.js";
import type { Routed } from "./router.js";
import { Tokens } from "./tokens.js";

/** The account that the backup server lets in. */
export interface Account {
  readonly user: string;
  /** @default any */
  readonly password?: string;
}

const nothing: Inventory = {
  hypervMachines: () => undefined,
  hypervHost: () => undefined,
  hypervTarget: () => undefined,
  computers: () => [],
  writeOnDrives: () => undefined,
  hypervAddresses: () => [],
};

/** A request as it came over the wire. */
export interface Incoming {
  readonly version: string | undefined;
  readonly authorization: string | undefined;
  readonly query: URLSearchParams;
  readonly text: string;
}

const lifetimeSeconds = 900;

const jsonObject = z.record(z.string(), z.json());

/**
 * The backup server: holds every request, and what it answers itself, against the published
 * description of its API.
 */
export class VeeamService {
  readonly tokens = new Tokens();
  private readonly passwords = new Set<string>();
  private readonly world: World;
  private readonly host: string;
  private readonly account: Account;
  private readonly inventory: Inventory;

  constructor(world: World, host: string, account: Account, inventory: Partial<Inventory> = {}) {
    this.inventory = { ...nothing, ...inventory };
    this.world = world;
    this.host = host;
    this.account = account;
  }

  /** @throws Error when the simulator itself answers otherwise than the description says */
  answer(routed: Routed, incoming: Incoming): Answer {
    const answer = this.work(routed, incoming);
    const schema = routed.operation.answers[answer.status];
    const wrong = schema ? wrongIn(schema, answer.body) : `no answer ${answer.status} is described`;
    if (wrong !== "") {
      throw new Error(`${routed.name} ${answer.status}: ${wrong}`);
    }
    return answer;
  }

  private work({ name, operation, params }: Routed, incoming: Incoming): Answer {
    const { version, authorization, query, text } = incoming;
    if (version !== veeamApi.version) {
      return failure(400, "UnexpectedContent", `x-api-version ${version} is not supported.`);
    }
    const body = bodyOf(text, operation.body?.form ?? false);
    if (body === undefined) {
      return failure(400, "UnexpectedContent", "The body is no JSON object.");
    }
    const wrong = [
      wrongInQuery(operation, query),
      operation.body ? wrongIn(operation.body.schema, body) : "",
    ].filter((one) => one !== "");
    if (wrong.length > 0) {
      return failure(400, "UnexpectedContent", wrong.join("; "));
    }
    if (name === "CreateToken") {
      return this.letIn(body);
    }
    // The clock is told to anybody.
    if (name !== "GetServerTime" && !this.tokens.allows(authorization)) {
      return failure(401, "ExpiredToken", "The token has expired.");
    }
    return this.transact(name, { params, query, body });
  }

  private transact(
    name: string,
    asked: { params: Routed["params"]; query: URLSearchParams; body: JsonObject },
  ): Answer {
    if (name === "Logout") {
      return { status: 200, body: {} };
    }
    const world = this.world.begin();
    const answer = handlers[name]?.({
      ...{ world, host: this.host, user: this.account.user },
      ...this.inventory,
      ...asked,
    });
    if (answer === undefined) {
      throw new Error(`the simulator does not have ${name}`);
    }
    world.commit([...this.passwords]);
    return answer;
  }

  private letIn(body: JsonObject): Answer {
    const { user, password } = this.account;
    const given = textAt(body, "password");
    const isKnown = body["username"] === user && (password === undefined || given === password);
    if (given !== undefined) {
      this.passwords.add(given);
    }
    const grant =
      body["grant_type"] === "refresh_token"
        ? this.tokens.renew(textAt(body, "refresh_token") ?? "")
        : isKnown
          ? this.tokens.grant()
          : undefined;
    if (grant === undefined) {
      return failure(401, "AccessDenied", "The user name or the password is wrong.");
    }
    const now = Date.now();
    return {
      status: 200,
      body: {
        ...{ access_token: grant.access, refresh_token: grant.refresh, token_type: "bearer" },
        expires_in: lifetimeSeconds,
        ".issued": new Date(now).toISOString(),
        ".expires": new Date(now + lifetimeSeconds * 1000).toISOString(),
      },
    };
  }
}

function bodyOf(text: string, isForm: boolean): JsonObject | undefined {
  if (isForm) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    const parsed = jsonObject.safeParse(text === "" ? {} : JSON.parse(text));
    return parsed.data;
  } catch {
    return undefined;
  }
}
