import { z } from "zod";
import type { Ask } from "../guests/asking.js";
import { inTurn } from "../guests/inTurn.js";
import { guestResults } from "../patches/guestResults.js";
import { messageOf } from "../stack/run.js";
import type { Pending, Release, ReleaseSink } from "./sink.js";

/** Servers that are asked at once. */
const atOnce = 16;

const released = z.strictObject({ group: z.string(), cycle: z.string() });

/**
 * Releases servers that install their patches themselves, by a file on each with the group and the
 * local date of the opening. A server that cannot be told stays held, and holds no other.
 */
export class GuestReleaseSink implements ReleaseSink {
  private readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  async pending(release: Release): Promise<Pending> {
    const all = await inTurn(release.servers, atOnce, (name) => this.pendingOf(name, release));
    return {
      writes: all.flatMap(({ writes }) => writes),
      problems: all.flatMap(({ problems }) => problems),
    };
  }

  private async pendingOf(server: string, { group, release }: Release): Promise<Pending> {
    const wanted = { group, cycle: release };
    try {
      const told = guestResults.parse(await this.ask(server, "patchingResults", {}));
      if (told.group !== group) {
        return { writes: [], problems: [`${server}: it is not of the patch group ${group}`] };
      }
      const { data } = released.safeParse(told.release);
      if (data?.group === group && data.cycle === release) {
        return { writes: [], problems: [] };
      }
    } catch (failure) {
      return { writes: [], problems: [`${server}: ${messageOf(failure)}`] };
    }
    const apply = async () => {
      await this.ask(server, "patchingRelease", wanted);
    };
    return { writes: [{ what: `${server}: release ${release}`, apply }], problems: [] };
  }
}
