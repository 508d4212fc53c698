import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { type FindFate, type Listening, listenWith } from "./deposit.js";
import type { Files } from "./installer.js";
import { passTime, turn } from "./power.js";
import {
  bootTargets,
  collection,
  mediaPath,
  resetTypes,
  resources,
  systemPath,
} from "./resources.js";
import { type Hardware, writeHardware } from "./state.js";

/** What a BMC is started with. */
export interface BmcOptions {
  /** Folder of the world, in which the machine is kept. */
  readonly world: string;
  readonly machine: Hardware;
  readonly account: { user: string; password: string };
  /** What the deposit holds, where installations find what they are told. */
  readonly files: Files;
  /** Media that can be read. */
  readonly media: readonly string[];
  readonly fate?: FindFate;
  /** Which certificate it shows. @default its first */
  readonly certificate?: string;
}

/** A BMC that listens on the loopback address. */
export interface RunningBmc extends Listening {
  /** The machine as it is now. */
  readonly machine: Hardware;
  /** Sessions that are open. */
  readonly sessions: ReadonlySet<string>;
  /** Everything that changed something, in its order. */
  readonly log: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const sessionsPath = "/redfish/v1/SessionService/Sessions";
/** BMCs have few sessions: who does not close them is shut out. */
const mostSessions = 4;

/** Starts a BMC. */
export async function startBmc(options: BmcOptions): Promise<RunningBmc> {
  const bmc = new Bmc(options);
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "", "https://bmc");
    const body = await text(request);
    const { status, headers, body: told } = bmc.answer(request, url, body);
    const isOwn = status < 400 || told !== undefined;
    writeHardware(options.world, options.machine);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(isOwn && told ? JSON.stringify(told) : undefined);
  };
  writeHardware(options.world, options.machine);
  const { certificate = "" } = options;
  const name = `bmc ${options.machine.serial}${certificate}`;
  const listening = await listenWith(name, answer, options.fate ?? (() => "answered"));
  return { ...listening, machine: options.machine, sessions: bmc.sessions, log: bmc.log };
}

const patched = z.strictObject({
  Boot: z.strictObject({
    BootSourceOverrideEnabled: z.enum(["Disabled", "Once", "Continuous"]),
    BootSourceOverrideTarget: z.string().optional(),
    BootSourceOverrideMode: z.enum(["UEFI", "Legacy"]).optional(),
  }),
});

class Bmc {
  readonly sessions = new Set<string>();
  readonly log: string[] = [];
  private readonly options: BmcOptions;
  private readonly machine: Hardware;

  constructor(options: BmcOptions) {
    this.options = options;
    this.machine = options.machine;
  }

  answer({ method = "", headers }: IncomingMessage, url: URL, body: string): Answer {
    const { pathname } = url;
    if (method === "GET" && /^\/redfish\/v1\/?$/.test(pathname)) {
      return ok({
        ...{ Vendor: this.machine.manufacturer, Systems: at("/redfish/v1/Systems") },
        ...{ Managers: at("/redfish/v1/Managers"), Links: { Sessions: at(sessionsPath) } },
      });
    }
    if (method === "POST" && pathname === sessionsPath) {
      return this.logIn(body);
    }
    const token = headers["x-auth-token"];
    if (typeof token !== "string" || !this.sessions.has(token)) {
      return refusal(401, "The session is not known.");
    }
    switch (method) {
      case "GET":
        return this.read(pathname, Number(url.searchParams.get("$skip") ?? 0));
      case "DELETE":
        return { status: this.sessions.delete(pathname.split("/").at(-1) ?? "") ? 204 : 404 };
      case "PATCH":
        return this.change(pathname, headers["if-match"], body);
      default:
        return this.act(pathname, body);
    }
  }

  private logIn(body: string): Answer {
    const { UserName, Password } = z
      .object({ UserName: z.string(), Password: z.string() })
      .parse(JSON.parse(body));
    const { user, password } = this.options.account;
    if (UserName !== user || Password !== password) {
      return refusal(401, "The user name or the password is wrong.");
    }
    if (this.sessions.size >= mostSessions) {
      return refusal(503, "There are too many sessions.");
    }
    const token = randomBytes(16).toString("hex");
    this.sessions.add(token);
    const location = `${sessionsPath}/${token}`;
    return {
      status: 201,
      headers: { "x-auth-token": token, location },
      body: { "@odata.id": location, Id: token, UserName },
    };
  }

  private read(path: string, skip: number): Answer {
    const all = resources(this.machine);
    const found = all.get(path) ?? collection(path, all, skip);
    if (found === undefined) {
      return refusal(404, `There is nothing at ${path}.`);
    }
    const answer = ok(found);
    if (path === systemPath) {
      passTime(this.machine, this.options.files);
    }
    return answer;
  }

  private change(path: string, match: string | undefined, body: string): Answer {
    const current = resources(this.machine).get(path);
    if (current === undefined || path !== systemPath) {
      return refusal(405, `Nothing can be changed at ${path}.`);
    }
    if (match !== tagOf(current)) {
      return refusal(match === undefined ? 428 : 412, "The resource has changed.");
    }
    const { data } = patched.safeParse(JSON.parse(body));
    const target = data?.Boot.BootSourceOverrideTarget ?? this.machine.override.target;
    if (data === undefined || !(this.machine.takes?.boots ?? bootTargets).includes(target)) {
      return refusal(400, "The value is not one that is allowed.");
    }
    const { BootSourceOverrideEnabled: enabled, BootSourceOverrideMode } = data.Boot;
    const mode = BootSourceOverrideMode ?? this.machine.override.mode;
    this.machine.override = { enabled, target: enabled === "Disabled" ? "None" : target, mode };
    this.log.push(`override ${enabled} ${target}`);
    return { status: 204 };
  }

  private act(path: string, body: string): Answer {
    const told: unknown = body === "" ? {} : JSON.parse(body);
    switch (path) {
      case `${systemPath}/Actions/ComputerSystem.Reset`:
        return this.reset(told);
      case `${mediaPath}/Actions/VirtualMedia.InsertMedia`:
        return this.insert(told);
      case `${mediaPath}/Actions/VirtualMedia.EjectMedia`:
        this.machine.medium = null;
        this.log.push("eject");
        return { status: 204 };
      default:
        return this.erase(path);
    }
  }

  private reset(told: unknown): Answer {
    const { machine } = this;
    const type = z.object({ ResetType: z.string() }).safeParse(told).data?.ResetType ?? "";
    if (!(machine.takes?.resets ?? resetTypes).includes(type)) {
      return refusal(400, `The value ${type} is not one that is allowed.`);
    }
    const wanted = type === "On" ? "On" : "Off";
    if (machine.power === wanted) {
      return refusal(409, `The machine is ${machine.power} already.`);
    }
    this.log.push(type);
    turn(machine, wanted);
    return { status: 204 };
  }

  private insert(told: unknown): Answer {
    const image = z.object({ Image: z.string() }).safeParse(told).data?.Image ?? "";
    if (this.machine.medium !== null) {
      return refusal(409, "There is a medium in the slot.");
    }
    if (!this.options.media.includes(image)) {
      return refusal(400, `The image ${image} cannot be read.`);
    }
    this.machine.medium = image;
    this.log.push(`insert ${image}`);
    return { status: 204 };
  }

  private erase(path: string): Answer {
    const [, number = ""] = /\/Drives\/(\d+)\/Actions\/Drive\.SecureErase$/.exec(path) ?? [];
    const drive = this.machine.drives[Number(number) - 1];
    if (drive === undefined || !drive.erasable) {
      return refusal(404, `There is no action at ${path}.`);
    }
    drive.holds = "";
    drive.content = "";
    drive.erasures += 1;
    this.log.push(`erase ${drive.serial}`);
    if (this.machine.drives[0] === drive) {
      this.machine.system = null;
      this.machine.installed = null;
    }
    return { status: 204 };
  }
}

const at = (path: string) => ({ "@odata.id": path });

function ok(body: object): Answer {
  return { status: 200, body, headers: { etag: tagOf(body) } };
}

function tagOf(body: object): string {
  return `"${createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 16)}"`;
}

function refusal(status: number, message: string): Answer {
  const info = [{ MessageId: "Base.1.8.GeneralError", Message: message }];
  return { status, body: { error: { message, "@Message.ExtendedInfo": info } } };
}
