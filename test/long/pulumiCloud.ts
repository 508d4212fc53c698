import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";

const policy = z.object({
  name: z.string().min(1),
  displayName: z.string().min(1),
  description: z.string().min(1),
  enforcementLevel: z.enum(["advisory", "mandatory"]),
  severity: z.enum(["low", "medium", "high", "critical"]),
});

const request = z.object({
  name: z.string().min(1),
  versionTag: z.string().regex(/^[a-zA-Z0-9._-]{1,100}$/),
  runtime: z.literal("nodejs"),
  policies: z.array(policy).min(1),
});

/** A pack that `pulumi policy publish` handed over, completely. */
export interface PublishedPack extends z.infer<typeof request> {
  /** A gzipped tar of the pack, as the engine downloads it. */
  readonly archive: Buffer;
}

/**
 * Stands in for Pulumi Cloud as far as publishing goes: metadata, upload, completion, in the paths
 * of `backend/httpstate/client` of Pulumi 3.250. Only who shows the token is let in.
 */
export interface PulumiCloud {
  /** With these variables plain `pulumi` publishes here. */
  readonly environment: Readonly<Record<string, string>>;
  /** By the pack's name. */
  readonly published: ReadonlyMap<string, PublishedPack>;
  readonly stop: () => void;
}

interface Answer {
  readonly code: number;
  readonly body: object;
}

const token = "of-a-test";
const organization = "university";

/** Starts it on a free port of the loopback address. */
export async function startPulumiCloud(): Promise<PulumiCloud> {
  const published = new Map<string, PublishedPack>();
  const begun = new Map<string, PublishedPack>();
  const server = createServer((asked, answered) => {
    const tell = ({ code, body }: Answer) => {
      answered.writeHead(code, { "content-type": "application/json" });
      answered.end(JSON.stringify(body));
    };
    bodyOf(asked)
      .then((body) => tell(answer(asked, body)))
      .catch((error: unknown) => tell({ code: 400, body: { code: 400, message: String(error) } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const url = `http://127.0.0.1:${port}`;

  const begin = (body: Buffer): Answer => {
    const pack = { ...request.parse(JSON.parse(body.toString())), archive: Buffer.alloc(0) };
    begun.set(pack.name, pack);
    return { code: 200, body: { version: 1, uploadURI: `${url}/uploads/${pack.name}` } };
  };
  const complete = (name: string, version: string): Answer => {
    const pack = begun.get(name);
    if (pack === undefined || pack.archive.length === 0 || pack.versionTag !== version) {
      throw new Error("nothing of this version was uploaded");
    }
    published.set(name, pack);
    return { code: 200, body: {} };
  };
  const answer = ({ method, url: path = "", headers }: IncomingMessage, body: Buffer): Answer => {
    const [, upload = ""] = /^\/uploads\/([\w-]+)$/.exec(path) ?? [];
    const pack = begun.get(upload);
    if (method === "PUT" && pack !== undefined) {
      begun.set(upload, { ...pack, archive: body });
      return { code: 200, body: {} };
    }
    if (headers.authorization !== `token ${token}`) {
      return { code: 401, body: { code: 401, message: "Unauthorized" } };
    }
    if (path === "/api/user") {
      const organizations = [{ githubLogin: organization, name: organization }];
      return { code: 200, body: { githubLogin: "engineer", name: "engineer", organizations } };
    }
    const packs = `/api/orgs/${organization}/policypacks`;
    if (method === "POST" && path === packs) {
      return begin(body);
    }
    const [, name = "", version = ""] =
      /\/([\w-]+)\/versions\/([\w.-]+)\/complete$/.exec(path) ?? [];
    return method === "POST" && path.startsWith(`${packs}/`)
      ? complete(name, version)
      : { code: 404, body: { code: 404, message: "Not Found" } };
  };

  return {
    environment: { PULUMI_BACKEND_URL: url, PULUMI_ACCESS_TOKEN: token },
    published,
    stop: () => server.close(),
  };
}

async function bodyOf(asked: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of asked) {
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}
