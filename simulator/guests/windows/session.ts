import type { Session } from "ssh2";
import type { FileSystem } from "../fileSystem.js";
import { runOnWindows } from "./run.js";

/** Answers what a session asks of a Windows server. */
export function serveWindows(session: Session, { root, publicHostKey }: FileSystem): void {
  session.on("exec", (accept, _reject, { command }) => {
    const channel = accept();
    const received: Buffer[] = [];
    channel.on("data", (data: Buffer) => received.push(data));
    channel.on("end", () => {
      const stdin = Buffer.concat(received).toString("utf8");
      const { stdout, stderr, code } = runOnWindows(root, publicHostKey, command, stdin);
      channel.stderr.write(stderr);
      channel.write(stdout);
      channel.exit(code);
      channel.end();
    });
  });
}
