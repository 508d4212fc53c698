import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { installed } from "../installed.js";

const python = installed("python");
const scripts = join("test", "peers", "aws");

/** What a run of a runbook came to. */
const runEnd = z.object({
  status: z.enum(["Success", "Failed"]),
  step: z.string().optional(),
  failure: z.string().optional(),
});

/** What the server answers besides what moto does; see `server.py`. */
export interface Patching {
  /** Rows by operation, in the form of botocore's model; times as seconds since the epoch. */
  readonly answers?: Readonly<Record<string, readonly object[]>>;
  /** An error code by operation, and how often it is answered; -1 for always. */
  readonly failures?: Readonly<Record<string, { readonly code: string; readonly times: number }>>;
  readonly pageSize?: number;
}

/** AWS as moto and botocore know it, on a port of this machine. */
export class AwsPeer {
  readonly url: string;
  /** The variables that lead the SDKs there. */
  readonly environment: Readonly<Record<string, string>>;
  private readonly server: ChildProcess;

  private constructor(server: ChildProcess, port: string) {
    this.server = server;
    this.url = `http://127.0.0.1:${port}`;
    this.environment = {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: "eu-central-1",
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  static async start(): Promise<AwsPeer> {
    const server = spawn(python, [join(scripts, "server.py")], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    const failed = once(server, "error").then(([reason]) => {
      throw new Error(`${python} is missing, see .ci/run: ${String(reason)}`);
    });
    const [line] = await Promise.race([once(createInterface(server.stdout), "line"), failed]);
    return new AwsPeer(server, String(line));
  }

  /** Forgets everything, then answers as told. */
  async reset(patching: Patching = {}): Promise<void> {
    await this.put("/moto-api/reset", "POST");
    await this.answer({ answers: {}, failures: {}, pageSize: 50, ...patching });
  }

  /** Answers as told from now on. */
  async answer(patching: Patching): Promise<void> {
    await this.put("/patching", "PUT", JSON.stringify(patching));
  }

  /** Runs a runbook in the real Python with the real SDK. */
  run(content: string, parameters: Readonly<Record<string, string>>) {
    const output = execFileSync(python, [join(scripts, "runbook.py")], {
      input: JSON.stringify({ content, parameters }),
      encoding: "utf8",
      env: { PATH: process.env["PATH"], ...this.environment },
    });
    return runEnd.parse(JSON.parse(output));
  }

  async end(): Promise<void> {
    this.server.stdin?.end();
    await once(this.server, "exit");
  }

  private async put(path: string, method: string, body?: string): Promise<void> {
    const answer = await fetch(`${this.url}${path}`, { method, ...(body && { body }) });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    }
  }
}
