import type { Received, Sent } from "./wire.js";

/** A request, apart from who sends it. */
export interface Request extends Pick<Sent, "method"> {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  /** Whether doing it twice is doing it once; what makes things says no. @default true */
  readonly repeatable?: boolean;
}

/** What asks for tokens. */
export function tokenRequest(fields: Readonly<Record<string, string>>): Request {
  return { method: "POST", path: "/api/oauth2/token", body: new URLSearchParams(fields) };
}

/** A request as it goes over the wire. */
export function encoded({ method, path, query = {}, body }: Request, access?: string): Sent {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    search.set(key, String(value));
  }
  return {
    method,
    path: search.size === 0 ? path : `${path}?${search.toString()}`,
    headers: {
      ...(access !== undefined && { authorization: `Bearer ${access}` }),
      ...(body !== undefined && { "content-type": contentType(body) }),
    },
    ...(body !== undefined && {
      body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body),
    }),
  };
}

function contentType(body: unknown): string {
  return body instanceof URLSearchParams ? "application/x-www-form-urlencoded" : "application/json";
}

/** How long an answer asks to wait; undefined for one that counts. */
export function pauseOf(
  { status, headers }: Received,
  { repeatable = true }: Request,
  pause: number,
): number | undefined {
  const isBusy = status === 429 || (repeatable && status >= 500);
  if (!isBusy) {
    return undefined;
  }
  const asked = headers["retry-after"] ?? "";
  // A date counts from the server's own clock, which the answer tells.
  const now = Date.parse(headers.date ?? "");
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : pause;
}

/** The JSON of an answer; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
