import { randomBytes } from "node:crypto";

/** What lets a client in for a while. */
export interface Grant {
  readonly access: string;
  readonly refresh: string;
}

/** The tokens that a server has given out; they end with its process. */
export class Tokens {
  private readonly access = new Set<string>();
  private readonly refresh = new Set<string>();

  grant(): Grant {
    const grant = { access: token(), refresh: token() };
    this.access.add(grant.access);
    this.refresh.add(grant.refresh);
    return grant;
  }

  /** Takes a refresh token, once. */
  renew(refresh: string): Grant | undefined {
    return this.refresh.delete(refresh) ? this.grant() : undefined;
  }

  allows(authorization: string | undefined): boolean {
    return this.access.has(authorization?.replace(/^Bearer /, "") ?? "");
  }

  /** Lets access tokens expire, as time does; refresh tokens too where it is said. */
  expire(alsoRefresh: boolean): void {
    this.access.clear();
    if (alsoRefresh) {
      this.refresh.clear();
    }
  }
}

function token(): string {
  return randomBytes(24).toString("base64url");
}
