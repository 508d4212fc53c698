import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import type { World } from "../core/world.js";
import { backupHost } from "../data/seedVeeam.js";
import { inventoryIn } from "./inventoryIn.js";
import type { RunningVeeam } from "./server.js";

/** The port of the backup server's API. */
const apiPort = 9419;

/** The account of the backup server, with any password: the server is simulated. */
const account = { user: "comanaged" };

/**
 * The way from commands that run here: a proxy that leads to the backup server, which starts when
 * somebody dials, to this computer by its loopback addresses, and nowhere else.
 */
export class Gateway {
  private readonly world: World;
  private readonly proxy: Server;
  private readonly open = new Set<Duplex>();
  private running: Promise<RunningVeeam> | undefined;

  constructor(world: World) {
    this.world = world;
    this.proxy = createServer().on("connect", ({ url = "" }, socket) => {
      void this.lead(url, socket).catch(() => socket.destroy());
    });
  }

  /** The variable with which commands find the way. */
  async listen(): Promise<Readonly<Record<string, string>>> {
    this.proxy.listen(0, "127.0.0.1").unref();
    await once(this.proxy, "listening");
    const address = this.proxy.address();
    const port = typeof address === "object" ? address?.port : undefined;
    return { HTTPS_PROXY: `http://127.0.0.1:${port}` };
  }

  stop(): void {
    this.proxy.close();
    for (const socket of this.open) {
      socket.destroy();
    }
    void this.running?.then(({ stop }) => stop());
  }

  private async lead(target: string, socket: Duplex): Promise<void> {
    this.open.add(socket.on("error", () => socket.destroy()));
    const port = await this.portOf(target);
    if (port === undefined) {
      socket.end("HTTP/1.1 502 no such host\r\n\r\n");
      return;
    }
    const server = connect(port, "127.0.0.1").on("error", () => socket.destroy());
    socket.on("close", () => server.destroy());
    socket.write("HTTP/1.1 200 connected\r\n\r\n");
    socket.pipe(server).pipe(socket);
  }

  private async portOf(target: string): Promise<number | undefined> {
    const [, local] = /^(?:127\.[\d.]+|localhost):(\d+)$/.exec(target) ?? [];
    if (target !== `${backupHost}:${apiPort}`) {
      return local === undefined ? undefined : Number(local);
    }
    this.running ??= this.start();
    return (await this.running).port;
  }

  /** What checks requests is big, and most runs have none. */
  private async start(): Promise<RunningVeeam> {
    const { startVeeam } = await import("./server.js");
    return startVeeam({
      ...{ world: this.world, host: backupHost, account },
      inventory: inventoryIn(this.world),
    });
  }
}
