/** Something that goes wrong with a request. */
export type VeeamFault =
  /** Refused before anything happens, with the seconds after which to come again. */
  | { readonly what: "busy"; readonly status: 429 | 503; readonly retryAfter?: number }
  /** The work is done and the connection ends without an answer. */
  | { readonly what: "lostAnswer" }
  /** The connection ends before anything happens. */
  | { readonly what: "refusedConnection" }
  /** Nothing happens, ever. */
  | { readonly what: "silence" }
  /** All access tokens have expired; the refresh tokens too where it is said. */
  | { readonly what: "expired"; readonly alsoRefresh: boolean }
  /** The server fails, in its own words. */
  | { readonly what: "failure" }
  /** Something on the way answers in its place. */
  | { readonly what: "gateway" };

/** Says what goes wrong with a request; nothing when it is left out. */
export type FindVeeamFault = (operation: string) => VeeamFault | undefined;
