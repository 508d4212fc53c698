import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import type { FindFate } from "../deposit.js";
import type { Files } from "../installer.js";
import { type Hardware, writeHardware } from "../state.js";
import { Commands } from "./commands.js";
import type { SuiteNumber } from "./crypto.js";
import { Sessions } from "./sessions.js";

/** What a BMC is started with that speaks nothing but IPMI. */
export interface IpmiBmcOptions {
  /** Folder of the world, in which the machine is kept. */
  readonly world: string;
  readonly machine: Hardware;
  readonly account: { user: string; password: string };
  /** What the deposit holds, where installations find what they are told. */
  readonly files: Files;
  /** The cipher suites that it offers; 17 and 3 when absent. */
  readonly suites?: readonly SuiteNumber[];
  /** What becomes of a datagram that was sent here. */
  readonly fate?: FindFate;
}

/** A BMC that speaks IPMI 2.0 on the loopback address. */
export interface RunningIpmiBmc {
  /** `ipmi://127.0.0.1:PORT`. */
  readonly address: string;
  /** The machine as it is now. */
  readonly machine: Hardware;
  /** How many sessions are open. */
  readonly openSessions: () => number;
  /** Everything that changed something, in its order. */
  readonly log: readonly string[];
  /** Forgets all sessions, as a BMC does that restarts. */
  readonly restart: () => void;
  readonly stop: () => void;
}

/** Starts a BMC. */
export async function startIpmiBmc(options: IpmiBmcOptions): Promise<RunningIpmiBmc> {
  const { world, machine, account, files, suites = [17, 3], fate = () => "answered" } = options;
  const commands = new Commands(machine, files);
  const sessions = new Sessions(account, suites, machine.uuid, commands);
  const socket = createSocket("udp4");
  socket.on("message", (datagram: Buffer, { port, address }: RemoteInfo) => {
    const what = fate("IPMI", datagram.subarray(4, 6).toString("hex"));
    const isLost = what === "refused" || what === "held";
    const answer = isLost ? undefined : sessions.answer(datagram);
    writeHardware(world, machine);
    if (answer !== undefined && what === "answered") {
      socket.send(answer, port, address);
    }
  });
  writeHardware(world, machine);
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `ipmi://127.0.0.1:${socket.address().port}`,
    ...{ machine, log: commands.log, openSessions: () => sessions.inUse },
    restart: () => sessions.forget(),
    stop: () => socket.close(),
  };
}
