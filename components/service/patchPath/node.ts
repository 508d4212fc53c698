/**
 * A resource as an engine has registered it: in a state, in a stack rule or in a mocked run. What
 * a preview cannot know yet is anything but text.
 */
export interface PatchNode {
  readonly urn: string;
  /** Token, such as `aws:ec2/instance:Instance`. */
  readonly type: string;
  /** The name in its URN. */
  readonly name: string;
  /** What the platform calls it; absent while that is not known. */
  readonly id?: string | undefined;
  /** Reference to its provider, `urn::id`; absent for the default provider. */
  readonly provider?: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs of what each input depends on, by the name of the input. */
  readonly uses?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Where a path from a server to its window can be cut. */
export type PatchEdge =
  | "tag"
  | "role"
  | "setting"
  | "group"
  | "target"
  | "assignment"
  | "subscription"
  | "location"
  | "configuration"
  | "window"
  | "task"
  | "one window";

/** One thing that keeps a server from being patched in its window. */
export interface MissingEdge {
  readonly edge: PatchEdge;
  /** What is missing, as a sentence without the server's name. */
  readonly reason: string;
}

/** What leads from one server to its window. */
export interface PatchPath {
  readonly server: PatchNode;
  /** Empty when the server is patched in exactly one window. */
  readonly missing: readonly MissingEdge[];
  /** What opens its window: rules and single openings that fire at the instants of one schedule. */
  readonly windows: readonly PatchNode[];
}
