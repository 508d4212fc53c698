import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEngine } from "../engine/engine.js";
import { pulumi } from "../stack/pulumi.js";
import { messageOf } from "../stack/run.js";
import { type Ask, asking, oneLine } from "./asking.js";
import { type Guest, guestsIn } from "./guest.js";
import { agentCredentials } from "./session.js";

/** Whose servers are reached, and as whom. */
export interface Reach {
  /** Folder of the project. */
  readonly cwd: string;
  /** Instead of the account for which the estate's stack was told to let the caller in. */
  readonly account?: string;
}

/**
 * Asks the servers of a stack. Addresses and host keys are those of its state, of which nothing is
 * decrypted; the key is that of the caller's SSH agent.
 */
export function askingStack(stack: string, { cwd, account }: Reach): Ask {
  return asking({
    guests: async () => {
      const all = [...(await guestsOf(stack, cwd))];
      const as = (guest: Guest) => (account === undefined ? guest : { ...guest, account });
      return new Map(all.map(([name, guest]) => [name, as(guest)]));
    },
    credentials: agentCredentials(),
  });
}

async function guestsOf(stack: string, cwd: string): Promise<ReadonlyMap<string, Guest>> {
  const folder = await mkdtemp(join(tmpdir(), "comanaged-state-"));
  try {
    const run = { engine: await ensureEngine(), workDir: cwd };
    // A state may be larger than what a process can print into another.
    const file = join(folder, "state.json");
    await pulumi(run, ["stack", "export", "--stack", stack, "--file", file]);
    return guestsIn(await readFile(file, "utf8"));
  } catch (failure) {
    throw new Error(
      `the state of ${stack} cannot be read: ${oneLine(messageOf(failure)).replace(/^error: /, "")}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
