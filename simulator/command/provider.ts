import { randomBytes } from "node:crypto";
import type { Answer, Before, Checked, DiffAnswer, ReadAnswer, Subject } from "../core/answers.js";
import { compare } from "../core/diff.js";
import { type JsonObject, valueAt, withoutNulls } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { packageSpec } from "../core/spec.js";
import { validate } from "../core/validate.js";
import { type Decoded, unknownValue } from "../core/wire.js";
import spec from "../data/command.json";
import { type CommandInputs, commandInputs } from "./inputs.js";
import { runLocal } from "./local.js";
import type { Outcome } from "./outcome.js";
import { type FindRoute, runRemote } from "./remote.js";

/** The name of the provider in tokens. */
export const commandProvider = "command";

const declared = packageSpec.parse(spec);
const comparison = { replaces: ["triggers"], keeps: [], sets: [], documents: [], blanks: {} };
const notSimulated = [["assetPaths"], ["archivePaths"], ["connection", "proxy"]];
const outputs = ["stdout", "stderr"];

/**
 * The command provider. Nothing of it is pretended: what it is told to run runs, here or over
 * SSH. It keeps nothing, so what it runs leaves no trace in the world.
 */
export class Commands {
  private readonly findRoute: FindRoute;
  private readonly ways: Readonly<Record<string, string>>;

  /** @param ways variables with which commands that run here find the world's other hosts */
  constructor(findRoute: FindRoute, ways: Readonly<Record<string, string>> = {}) {
    this.findRoute = findRoute;
    this.ways = ways;
  }

  check({ token }: Subject, _olds: JsonObject, news: Decoded): Checked {
    const value = withoutNulls(news.value);
    const problems = [
      ...validate(declared, resourceSpec(token).inputs, value),
      ...notSimulated
        .filter((path) => valueAt(value, path) !== undefined)
        .map((path) => ({ property: path.join("."), reason: "It is not simulated." })),
    ];
    return { inputs: news, problems };
  }

  diff(_subject: Subject, { olds, ignore }: Before, news: JsonObject): DiffAnswer {
    const before = Object.fromEntries(
      Object.entries(olds).filter(([key]) => !outputs.includes(key)),
    );
    return { changes: compare(comparison, before, news, ignore), deleteBeforeReplace: false };
  }

  async create(subject: Subject, inputs: Decoded, preview: boolean): Promise<Answer> {
    if (preview) {
      return { id: "", properties: told(inputs, undefined) };
    }
    const given = commandInputs(inputs.value);
    const outcome = await this.run(subject, given.create, given);
    // As the provider makes them: the name and eight random hexadecimal digits.
    const id = `${subject.name}${randomBytes(4).toString("hex")}`;
    return { id, properties: told(inputs, outcome) };
  }

  async update(
    subject: Subject,
    { id, olds }: Before,
    news: Decoded,
    preview: boolean,
  ): Promise<Answer> {
    if (preview) {
      return { id, properties: told(news, undefined) };
    }
    const last = Object.entries(olds).filter(([key]) => outputs.includes(key));
    const given = commandInputs({ ...news.value, ...Object.fromEntries(last) });
    const outcome = await this.run(subject, given.update ?? given.create, given);
    return { id, properties: told(news, outcome) };
  }

  /** A command cannot be read: what the engine knows is what there is. */
  read(_subject: Subject, id: string, state: Decoded, inputs: Decoded): ReadAnswer {
    return { id, properties: state, inputs };
  }

  async delete(subject: Subject, _id: string, state: JsonObject): Promise<void> {
    const given = commandInputs(withoutNulls(state));
    await this.run(subject, given.delete, given);
  }

  /** Runs a command, in previews as well. */
  async invoke(token: string, args: JsonObject): Promise<JsonObject> {
    const { command } = args;
    if (token !== "command:local:run" || typeof command !== "string") {
      throw new Refusal(`${token}: the simulator does not know this function`);
    }
    const subject = { token: "command:local:Command", timeoutSeconds: 0 };
    const outcome = await this.run(subject, command, commandInputs(args));
    return { ...args, stdout: outcome?.stdout ?? "", stderr: outcome?.stderr ?? "" };
  }

  private async run(
    { token, timeoutSeconds }: Pick<Subject, "token" | "timeoutSeconds">,
    text: string | undefined,
    inputs: CommandInputs,
  ): Promise<Outcome | undefined> {
    if (text === undefined) {
      return undefined;
    }
    const signal =
      timeoutSeconds > 0
        ? AbortSignal.timeout(timeoutSeconds * 1000)
        : new AbortController().signal;
    const { connection } = inputs;
    const work =
      token === "command:local:Command" || connection === undefined
        ? runLocal(text, inputs, this.ways, signal)
        : runRemote(text, inputs, connection, this.findRoute, signal);
    const outcome = await work.catch((error: unknown) => {
      throw signal.aborted
        ? new Refusal(`the command took longer than ${timeoutSeconds} s`)
        : error;
    });
    if (outcome.failed !== undefined) {
      throw new Refusal(`${outcome.failed}: running ${JSON.stringify(text)}:\n${outcome.output}`);
    }
    return outcome;
  }
}

function resourceSpec(token: string) {
  const found = declared.resources[token];
  if (found === undefined) {
    throw new Refusal(`${token}: the simulator does not know this resource type`);
  }
  return found;
}

/** The inputs with what the process said; before it has run, that is unknown. */
function told({ value, secrets }: Decoded, outcome: Outcome | undefined): Decoded {
  const { stdout, stderr } = outcome ?? { stdout: unknownValue, stderr: unknownValue };
  return { value: { ...value, stdout, stderr }, secrets };
}
