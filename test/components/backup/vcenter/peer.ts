import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { Patience } from "../../../../components/remote/connection.js";
import { weekdays } from "../../../../components/service/window.js";
import { simulatedIdentity } from "../../../../simulator/veeam/certificate.js";

const days = z.enum(weekdays.map((day) => day.toUpperCase()));

/** What a vCenter takes as a schedule of its backups, by its published reference. */
const spec = z.strictObject({
  parts: z.array(z.enum(["seat", "common"])).optional(),
  backup_password: z
    .string()
    .regex(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^0-9A-Za-z])[!-~]{8,20}$/)
    .optional(),
  location: z.string(),
  location_user: z.string().optional(),
  location_password: z.string().optional(),
  enable: z.boolean().optional(),
  recurrence_info: z
    .strictObject({
      minute: z.int().min(0).max(59),
      hour: z.int().min(0).max(23),
      days: z.array(days).optional(),
    })
    .optional(),
  retention_info: z.strictObject({ max_count: z.int().min(0) }).optional(),
});

type Schedule = z.infer<typeof spec>;

const password = "Correct-Horse-7";
const at = "/api/appliance/recovery/backup";

/** An appliance with the part of its API that backups need. */
export class Vcenter {
  readonly schedules = new Map<string, Schedule>();
  readonly jobs = new Map<string, object>();
  /** What came in, without what is read: method, path and body. */
  readonly changes: { readonly method: string; readonly path: string; readonly body: string }[] =
    [];
  timeZone = "UTC";
  /** Whether what is changed next is done and never answered. */
  losesAnswer = false;
  sessions = 0;
  private server: Server | undefined;
  private fingerprint = "";

  async start(): Promise<this> {
    const { key, certificate, fingerprint } = await simulatedIdentity("vcenter.example.edu");
    this.fingerprint = fingerprint;
    this.server = createServer({ key, cert: certificate }, (request, response) => {
      void text(request).then((body) => {
        const { method = "", url: path = "", headers } = request;
        const [status, answer] = this.answer(method, path, { headers, body });
        const isLost = this.losesAnswer && method === "POST" && path !== "/api/session";
        if (isLost) {
          this.losesAnswer = false;
          request.socket.destroy();
          return;
        }
        response.writeHead(status, { "content-type": "application/json" });
        response.end(answer === undefined ? "" : JSON.stringify(answer));
      });
    }).listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return this;
  }

  end(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  get connection() {
    const address = this.server?.address();
    const { port } = isAddress(address) ? address : { port: 0 };
    const trust = { fingerprint: this.fingerprint };
    return { address: `https://127.0.0.1:${port}`, user: "backup@vsphere.local", password, trust };
  }

  private answer(
    method: string,
    path: string,
    { headers, body }: { headers: NodeJS.Dict<string | string[]>; body: string },
  ): readonly [number, unknown] {
    if (method === "POST" && path === "/api/session") {
      const basic = Buffer.from(`backup@vsphere.local:${password}`).toString("base64");
      const isKnown = headers["authorization"] === `Basic ${basic}`;
      this.sessions += isKnown ? 1 : 0;
      return isKnown ? [201, "a-session"] : [401, said("Authentication required.")];
    }
    if (headers["vmware-api-session-id"] !== "a-session" || this.sessions === 0) {
      return [401, said("Authentication required.")];
    }
    if (method === "DELETE" && path === "/api/session") {
      this.sessions -= 1;
      return [204, undefined];
    }
    return method === "GET" ? this.read(path) : this.change(method, path, body);
  }

  private read(path: string): readonly [number, unknown] {
    switch (path) {
      case "/api/appliance/system/time/timezone":
        return [200, this.timeZone];
      case `${at}/parts`:
        return [200, [{ id: "seat" }, { id: "common" }]];
      case `${at}/schedules`:
        return [200, Object.fromEntries([...this.schedules].map(([id, one]) => [id, told(one)]))];
      case `${at}/job/details`:
        return [200, Object.fromEntries(this.jobs)];
      default:
        return [404, said(`There is no ${path}.`)];
    }
  }

  private change(method: string, path: string, body: string): readonly [number, unknown] {
    this.changes.push({ method, path, body });
    const given: unknown = body === "" ? {} : JSON.parse(body);
    if (method === "POST" && path === `${at}/schedules`) {
      const { data } = z.strictObject({ schedule: z.string(), spec }).safeParse(given);
      if (data === undefined) {
        return [400, said("The schedule is not valid.")];
      }
      if (this.schedules.size > 0) {
        return [400, said("There is a schedule already.")];
      }
      this.schedules.set(data.schedule, { enable: true, ...data.spec });
      return [204, undefined];
    }
    const name = path.slice(`${at}/schedules/`.length);
    const known = this.schedules.get(name);
    if (known === undefined) {
      return [404, said(`There is no schedule ${name}.`)];
    }
    if (method === "DELETE") {
      this.schedules.delete(name);
      return [204, undefined];
    }
    const { data } = spec.partial().safeParse(given);
    if (data === undefined) {
      return [400, said(`The schedule is not valid: ${body}`)];
    }
    this.schedules.set(name, { ...known, ...data, location: data.location ?? known.location });
    return [204, undefined];
  }
}

/** Waits for nothing. */
export const impatient: Patience = { request: 5_000, inAll: 2_000, wait: async () => undefined };

const said = (text: string) => ({ messages: [{ id: "x", default_message: text, args: [] }] });

/** Nobody reads passwords back. */
function told({ backup_password: _one, location_password: _other, ...rest }: Schedule) {
  return { parts: [], enable: true, ...rest };
}

function isAddress(found: string | AddressInfo | null | undefined): found is AddressInfo {
  return typeof found === "object" && found !== null;
}
