import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** What was seen of the processes of this machine while they were watched. */
export interface SeenProcesses {
  /** Command lines in which one of the texts stood. */
  readonly commandLines: ReadonlySet<string>;
  /**
   * Programs in whose environment one of the texts stood, with who started them, such as
   * `pulumi-language-nodejs > node run/index.js`.
   */
  readonly environments: ReadonlySet<string>;
}

/** Looks many times a second at all processes that come after it, for texts that nobody may see. */
export class ProcessWatch {
  private readonly texts: readonly string[];
  private readonly before = new Set(pids());
  private readonly seen = {
    commandLines: new Set<string>(),
    environments: new Set<string>(),
  };
  private readonly timer: NodeJS.Timeout;

  constructor(texts: readonly string[]) {
    this.texts = texts;
    this.timer = setInterval(() => this.look(), 50);
  }

  /** Ends the watch and tells what was seen. */
  stop(): SeenProcesses {
    clearInterval(this.timer);
    return this.seen;
  }

  private look(): void {
    for (const pid of pids().filter((one) => !this.before.has(one))) {
      this.lookAt(pid);
    }
  }

  private lookAt(pid: string): void {
    const commandLine = read(pid, "cmdline");
    const environment = read(pid, "environ");
    if (this.holdsOne(commandLine)) {
      this.seen.commandLines.add(commandLine.replaceAll("\0", " "));
    }
    // A process that ends has an environment for a moment longer than a command line.
    if (commandLine !== "" && this.holdsOne(environment)) {
      const parent = programOf(read(parentOf(pid), "cmdline"));
      this.seen.environments.add(`${parent} > ${programOf(commandLine)}`);
    }
  }

  private holdsOne(text: string): boolean {
    return this.texts.some((one) => text.includes(one));
  }
}

function pids(): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

/** The program and, of Node.js, its script with the folder, such as `node run/index.js`. */
function programOf(commandLine: string): string {
  const [program = "", ...rest] = commandLine.split("\0");
  const script = rest.find((argument) => argument.startsWith("/")) ?? rest[0] ?? "";
  const name = basename(program);
  return name === "node" ? `node ${script.split("/").slice(-2).join("/")}` : name;
}

function parentOf(pid: string): string {
  return /^PPid:\s*(\d+)$/m.exec(read(pid, "status"))?.[1] ?? "";
}

/** What the system tells of a process; nothing of one that is gone. */
function read(pid: string, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}
