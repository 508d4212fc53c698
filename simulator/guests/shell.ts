import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { ServerChannel, Session } from "ssh2";
import type { FileSystem } from "./fileSystem.js";

/** The machines' own programs, such as `useradd`. */
const programs = join(__dirname, "../../../simulator/guests/programs");

/** This computer's programs that a machine has too: none that would act on the computer itself. */
const harmless = ["sh", "cat", "echo", "env", "false", "id", "sleep", "test", "true"];

/** Puts links to the harmless programs into a folder. */
export function lendPrograms(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const program of harmless) {
    link(folder, program, () => programNamed(program));
  }
  link(folder, "python3", pythonItself);
}

function link(folder: string, name: string, find: () => string | undefined): void {
  const own = join(folder, name);
  const found = existsSync(own) ? undefined : find();
  if (found !== undefined) {
    symlinkSync(found, own);
  }
}

function programNamed(name: string): string | undefined {
  const places = (process.env["PATH"] ?? "").split(delimiter).filter((place) => place !== "");
  return places.map((place) => join(place, name)).find((path) => existsSync(path));
}

/** The interpreter, where the program of that name is a script of a version manager. */
function pythonItself(): string {
  const said = execFileSync("python3", ["-c", "import sys; print(sys.executable)"]);
  return said.toString().trim();
}

/** Runs what a session asks for, with real processes for which the machine's root is theirs. */
export function serveCommands(session: Session, { root }: FileSystem, lent: string): void {
  const environment: Record<string, string> = {};
  session.on("env", (accept, _reject, { key, val }) => {
    environment[key] = val;
    accept?.();
  });
  session.on("exec", (accept, _reject, { command }) => {
    const own = {
      ...{ PATH: `${programs}:${lent}`, HOME: root, LANG: "C.UTF-8", COMANAGED_ROOT: root },
      // Nobody in particular calls, and surely not the person who sits at this computer over SSH.
      SSH_CONNECTION: "",
    };
    run(accept(), command, root, { ...environment, ...own });
  });
}

function run(
  channel: ServerChannel,
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): void {
  const child = spawn("/bin/sh", ["-c", command], { cwd, env });
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  channel.pipe(child.stdin);
  // A process that does not read its input is no failure.
  child.stdin.on("error", () => {});
  // When the client goes, the process gets its hang-up.
  channel.on("close", () => child.kill("SIGHUP"));
  child.once("close", (code) => {
    channel.exit(code ?? 255);
    // What the process left unread must not keep the channel open.
    channel.unpipe(child.stdin).resume();
    channel.end(() => channel.close());
  });
}
