import type { WindowRun } from "../../components/service/patches/patchReport.js";
import type { PatchState } from "../../components/service/patches/patchState.js";

/** A server whose patches are asked for. */
export interface PatchedServer {
  readonly name: string;
  /** Its patch group. */
  readonly group: string;
}

/** What a platform knows of servers, by their names. */
export interface PlatformPatches {
  readonly states: ReadonlyMap<string, PatchState>;
  /** Runs of the windows that take the server; absent where the platform does not tell of them. */
  readonly runs: ReadonlyMap<string, readonly WindowRun[]>;
}

/** Reads from one platform what became of patches. A server that it leaves out is undetermined. */
export interface PatchSource {
  read(servers: readonly PatchedServer[]): Promise<PlatformPatches>;
}

/** A source that knows nothing, and why. */
export function unknownSource(reason: string): PatchSource {
  return {
    read: async (servers) => ({
      states: new Map(servers.map(({ name }) => [name, { kind: "undetermined", reason }])),
      runs: new Map(),
    }),
  };
}

/** A source that fails as "not known", so that one platform's silence hides no other's answer. */
export function tolerant(platform: string, source: PatchSource): PatchSource {
  return {
    read: async (servers) => {
      try {
        return await source.read(servers);
      } catch (failure) {
        const text = failure instanceof Error ? failure.message : String(failure);
        return unknownSource(`${platform} did not answer: ${text}`).read(servers);
      }
    },
  };
}
