import { RemoteFailure } from "../../remote/failure.js";
import type { JobsDocument, WantedMachine } from "./document.js";
import { isPart, type Part } from "./merge.js";
import { type AgentComputer, agentComputer, pageOf, protectionGroup, running } from "./models.js";
import type { Session } from "./session.js";

const groups = "/api/v1/agents/protectionGroups";

/** Milliseconds between two looks at a search, and how often it is looked at: half an hour. */
const look = { every: 10_000, times: 180 };

/** Whether agents back up, and not the platform. */
export function byAgent({ platform }: Pick<JobsDocument, "platform">): boolean {
  return platform === "LinuxAgent" || platform === "WindowsAgent";
}

/**
 * The computers of a protection group with these names, with or without a domain; one that has a
 * name from before still is the same. What was
 * installed a moment ago is looked for anew, and gets its agent with that.
 *
 * @throws RemoteFailure when the group does not come to have one of them
 */
export async function findComputers(
  session: Session,
  wanted: readonly WantedMachine[],
  platform: JobsDocument["platform"],
): Promise<AgentComputer[]> {
  const [name = ""] = wanted.map(({ hostName }) => hostName);
  const all = await session.all({ method: "GET", path: groups }, protectionGroup);
  const group = all.find((one) => one.name === name);
  if (group === undefined) {
    throw new RemoteFailure(`There is no protection group ${name}.`);
  }
  for (const again of [false, true]) {
    const seen = await computersIn(session, group.id);
    const found = wanted.flatMap((machine) => computerOf(machine, seen) ?? []);
    if (found.length === wanted.length) {
      return checked(found, platform);
    }
    if (again) {
      const missing = wanted.filter((machine) => computerOf(machine, seen) === undefined);
      throw new RemoteFailure(
        `The protection group ${name} does not have ${missing.map((one) => one.name).join(", ")}: ` +
          "add the computers to it, with an account that may install the agent.",
      );
    }
    await discover(session, group.id);
  }
  return [];
}

function computerOf({ name, formerly = [] }: WantedMachine, seen: readonly AgentComputer[]) {
  const named = [name, ...formerly].map((one) => seen.find((computer) => isNamed(computer, one)));
  return named.find((computer) => computer !== undefined);
}

/** Whether something of the backup server bears a name of a server, with a domain or without. */
export function isNamed({ name }: { readonly name: string }, ...names: readonly string[]): boolean {
  const seen = name.toLowerCase();
  return names
    .map((one) => one.toLowerCase())
    .some((wanted) => seen === wanted || seen.startsWith(`${wanted}.`));
}

function checked(found: AgentComputer[], platform: JobsDocument["platform"]): AgentComputer[] {
  const type = platform === "WindowsAgent" ? "WindowsComputer" : "LinuxComputer";
  const other = found.find((one) => one.type !== type);
  if (other !== undefined) {
    throw new RemoteFailure(`${other.name} is a ${other.type}, and its image says ${type}.`);
  }
  return found;
}

async function computersIn(session: Session, groupId: string): Promise<AgentComputer[]> {
  const found: AgentComputer[] = [];
  for (;;) {
    const pagination = { skip: found.length, limit: 500 };
    const path = `/api/v1/inventory/physical/${groupId}`;
    const body = { pagination, hierarchyType: "Computers" };
    const page = await session.ask({ method: "POST", path, body }, pageOf(agentComputer));
    found.push(...page.data);
    if (page.data.length === 0 || found.length >= page.pagination.total) {
      return found;
    }
  }
}

/** Has the server look for the computers of a group, and waits until it has. */
async function discover(session: Session, groupId: string): Promise<void> {
  const path = `${groups}/${groupId}/rescan`;
  const { id } = await session.ask({ method: "POST", path }, running);
  for (let times = 0; times < look.times; times += 1) {
    const { state } = await session.ask({ method: "GET", path: `/api/v1/sessions/${id}` }, running);
    if (state === "Stopped") {
      return;
    }
    await session.pause(look.every);
  }
  throw new RemoteFailure("The search for computers of the protection group does not end.");
}

/** What a job of agents is told of its members: those that are there stay as they are. */
export function ofComputers(there: Part, wanted: readonly AgentComputer[]): Part {
  const old = Array.isArray(there["computers"]) ? there["computers"].filter(isPart) : [];
  const stay = old.filter((one) => wanted.some(({ id }) => id === one["id"]));
  const added = wanted.filter(({ id }) => !stay.some((one) => one["id"] === id));
  return { agentType: "Server", backupMode: "EntireComputer", computers: [...stay, ...added] };
}
