/** By what the certificate of a server is known. */
export type Trust =
  /** SHA-256 of the certificate, in hexadecimal digits with colons. */
  | { readonly fingerprint: string }
  /** The authority that signs it, as PEM. */
  | { readonly authority: string };

/** How a server is reached. */
export interface Connection {
  /** Such as `https://backup.example.edu:9419`. */
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly trust: Trust;
}

/** How patient a client is. */
export interface Patience {
  /** Milliseconds for one request with its answer. */
  readonly request: number;
  /** Milliseconds that are waited in all for a server that is busy or away. */
  readonly inAll: number;
  readonly wait: (milliseconds: number) => Promise<void>;
}
