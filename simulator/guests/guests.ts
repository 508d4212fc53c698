import { existsSync, readdirSync, rmSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import type { Route } from "../command/dial.js";
import { Refusal } from "../core/refusal.js";
import type { World } from "../core/world.js";
import { hypervHostAt } from "../hyperv/host.js";
import { serveHypervHost, serveProgram } from "../hyperv/session.js";
import { managerAt } from "../vmm/manager.js";
import { runOnManager } from "../vmm/run.js";
import { FileSystem } from "./fileSystem.js";
import { newKeyPair } from "./keyPair.js";
import { identities, machinesAt } from "./machines.js";
import { servingOf } from "./serving.js";
import { lendPrograms } from "./shell.js";
import { type Listening, listen, type Surroundings } from "./sshServer.js";

const lentPrograms = "programs";

/**
 * The operating systems of the world's machines: each has a file system in the world's folder and
 * an SSH server that starts when somebody dials.
 */
export class Guests {
  private readonly world: World;
  private readonly folder: string;
  private readonly listening = new Set<Listening>();
  /** Stands for the key of the person who runs the engine: it lives as long as the process. */
  private readonly key = newKeyPair("provider");

  constructor(world: World) {
    this.world = world;
    this.folder = join(world.folder, "guests");
    this.forgetTheGone();
  }

  /**
   * The way to a host: a machine of the world by its address, or this computer by its loopback
   * addresses; there is none to anywhere else.
   */
  readonly route = async (host: string, port: number): Promise<Route> => {
    if (host === "localhost" || host === "::1" || host.startsWith("127.")) {
      return { host, port };
    }
    const hypervisor = port === 22 ? hypervHostAt(this.world.folder, host) : undefined;
    if (hypervisor !== undefined) {
      return this.open(hypervisor.files, (session, connection) =>
        serveHypervHost(session, connection, hypervisor),
      );
    }
    const manager = port === 22 ? managerAt(this.world.folder, host) : undefined;
    if (manager !== undefined) {
      return this.open(manager.files, (session, connection) =>
        serveProgram(session, connection, (command, stdin) =>
          runOnManager(manager, command, stdin),
        ),
      );
    }
    const [machine, ...others] = machinesAt(this.world, host);
    if (machine === undefined || port !== 22) {
      const what = isIP(host) === 0 ? "no such host" : "connect: connection refused";
      throw new Refusal(`dial tcp ${host}:${port}: ${what}`);
    }
    if (others.length > 0) {
      const names = [machine, ...others].map(({ name }) => name).join(", ");
      throw new Refusal(`dial tcp ${host}:${port}: the address is that of ${names}`);
    }
    const files = new FileSystem(join(this.folder, machine.identity), machine.name);
    const lent = join(this.folder, lentPrograms);
    lendPrograms(lent);
    return this.open(files, servingOf(files, { lent, isWindows: machine.isWindows }));
  };

  private async open(files: FileSystem, serve: Surroundings["serve"]): Promise<Route> {
    const listening = await listen(files, { imageKey: this.key.public, serve });
    this.listening.add(listening);
    const close = () => {
      listening.close();
      this.listening.delete(listening);
    };
    return { host: "127.0.0.1", port: listening.port, privateKey: this.key.private, close };
  }

  stop(): void {
    for (const { close } of this.listening) {
      close();
    }
  }

  /** A machine that is gone takes its disk with it. */
  private forgetTheGone(): void {
    const alive = identities(this.world).add(lentPrograms);
    const kept = existsSync(this.folder) ? readdirSync(this.folder) : [];
    for (const identity of kept.filter((name) => !alive.has(name))) {
      rmSync(join(this.folder, identity), { recursive: true, force: true });
    }
  }
}
