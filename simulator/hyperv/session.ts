import type { Connection, Session } from "ssh2";
import type { HypervHost } from "./host.js";
import { Cut } from "./hostRun.js";
import type { HostOutcome } from "./program.js";
import { runOnHypervHost } from "./run.js";

/** Answers what a session asks of a Hyper-V host; what is cut ends with its connection. */
export function serveHypervHost(session: Session, connection: Connection, host: HypervHost): void {
  serveProgram(session, connection, (command, stdin) => runOnHypervHost(host, command, stdin));
}

/** Answers what a session asks of a program; what is cut ends with its connection. */
export function serveProgram(
  session: Session,
  connection: Connection,
  run: (command: string, stdin: string) => HostOutcome,
): void {
  session.on("exec", (accept, _reject, { command }) => {
    const channel = accept();
    const received: Buffer[] = [];
    channel.on("data", (data: Buffer) => received.push(data));
    channel.on("end", () => {
      try {
        const stdin = Buffer.concat(received).toString("utf8");
        const { stdout, stderr, code } = run(command, stdin);
        channel.stderr.write(stderr);
        channel.write(stdout);
        channel.exit(code);
        channel.end();
      } catch (error) {
        if (!(error instanceof Cut)) {
          throw error;
        }
        connection.end();
      }
    });
  });
}
