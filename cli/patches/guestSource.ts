import type { Ask } from "../guests/asking.js";
import { inTurn } from "../guests/inTurn.js";
import { messageOf } from "../stack/run.js";
import { type GuestResults, guestResults, guestRuns, guestState } from "./guestResults.js";
import type { PatchedServer, PatchSource, PlatformPatches } from "./source.js";

/** Servers that are asked at once. */
const atOnce = 16;

/**
 * What servers that install their patches themselves keep of it. One that cannot be reached, or is
 * not the one that was pinned, is undetermined, and hides no other's answer.
 */
export class GuestPatchSource implements PatchSource {
  private readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  async read(servers: readonly PatchedServer[]): Promise<PlatformPatches> {
    const answers = await inTurn(servers, atOnce, async (server) => ({
      ...server,
      told: await this.resultsOf(server.name),
    }));
    return {
      states: new Map(
        answers.map(({ name, group, told }) => [
          name,
          typeof told === "string"
            ? { kind: "undetermined", reason: told }
            : guestState(told, group),
        ]),
      ),
      runs: new Map(
        answers.flatMap(({ name, told }) =>
          typeof told === "string" ? [] : [[name, guestRuns(told)]],
        ),
      ),
    };
  }

  /** What a server tells, or why it does not. */
  private async resultsOf(server: string): Promise<GuestResults | string> {
    try {
      const { data } = guestResults.safeParse(await this.ask(server, "patchingResults", {}));
      return data ?? "its record of patches cannot be read";
    } catch (failure) {
      return messageOf(failure);
    }
  }
}
