import type { Place } from "../../stacks/schema/places.js";
import { detailsOf } from "./markdownDetails.js";
import { code, count, plain } from "./markdownText.js";
import {
  isFinding,
  type Outcome,
  type Report,
  type ServerReport,
  type StackReport,
  worstOutcome,
} from "./model.js";
import { lifeLeft, rulesInWords, serversInWords } from "./summary.js";

/** Stands in the first line, unseen, so that a job finds its comment again and updates it. */
export const marker = "<!-- comanaged-gate -->";

/** Forges cut comments off at 65,536 characters or refuse them. */
const longest = 60_000;
const mostBullets = 20;

const headlines: Readonly<Record<Outcome, string>> = {
  clean: "✅ nothing stands against this change",
  findings: "❌ this change is refused",
  "broken input": "❌ the files have mistakes",
  "broken engine": "⚠️ this change could not be judged",
};

/** A report as a comment: what matters first, details folded. */
export function markdownOf(report: Report): string {
  const { stacks } = report;
  const outcome = worstOutcome(stacks);
  const title = report.command === "gate" ? headlines[outcome] : auditHeadlines[outcome];
  const head = [marker, `### ${title}`, "", ...notTakenLines(report)];
  const nothing = stacks.length === 0 ? ["No stack is touched.", ""] : [];
  const whole = [...head, ...nothing, ...stacks.flatMap((one) => sectionOf(one, true))].join("\n");
  if (whole.length <= longest) {
    return whole;
  }
  const short = [...head, ...stacks.flatMap((one) => sectionOf(one, false))].join("\n");
  const rest = "\nThe details are too long for a comment; the JSON report has them.\n";
  return `${short.length <= longest ? short : cutAtLine(short)}${rest}`;
}

const auditHeadlines: Readonly<Record<Outcome, string>> = {
  clean: "✅ what exists keeps the rules",
  findings: "❌ what exists breaks rules",
  "broken input": "❌ the state cannot be read",
  "broken engine": "⚠️ the state could not be judged",
};

/** What of a change was not judged, because only the base branch may say what is run. */
function notTakenLines({ notTaken }: Report): string[] {
  if (notTaken.length === 0) {
    return [];
  }
  const shown = notTaken.slice(0, mostBullets).map(code).join(", ");
  const more = notTaken.length > mostBullets ? ", …" : "";
  return [
    `Not judged, because it is no estate's data: ${shown}${more}. The base branch's was used.`,
    "",
  ];
}

function cutAtLine(text: string): string {
  return text.slice(0, text.lastIndexOf("\n", longest) + 1);
}

function sectionOf(stack: StackReport, withDetails: boolean): string[] {
  const customer = stack.customer === undefined ? "" : ` (${plain(stack.customer)})`;
  const title = `**${plain(stack.stack)}**${customer}: ${headlineOf(stack)}.`;
  const bullets = bulletsOf(stack);
  const shown = bullets.slice(0, mostBullets);
  const more = bullets.length - shown.length;
  return [
    title,
    "",
    ...shown.map((text) => `- ${text}`),
    ...(more > 0 ? [`- … and ${more} more; the details have them`] : []),
    ...(bullets.length > 0 ? [""] : []),
    ...(withDetails ? detailsOf(stack) : []),
  ];
}

function headlineOf(stack: StackReport): string {
  switch (stack.outcome) {
    case "broken input":
      return count(stack.mistakes.length, "mistake");
    case "broken engine":
      return "could not be judged";
    default:
      return [changesInWords(stack), rulesInWords(stack)].filter((text) => text !== "").join("; ");
  }
}

/** What happens to servers; a change that was refused half-way tells only why. */
function changesInWords({ asOf, refusals, servers }: StackReport): string {
  if (refusals.length > 0) {
    return count(refusals.length, "refusal");
  }
  return asOf === undefined ? "" : serversInWords(servers);
}

/** What a reviewer must know, the gravest first. */
function bulletsOf(stack: StackReport): string[] {
  const tasks = stack.servers.flatMap(({ customerTasks }) => customerTasks);
  const gone = stack.leaving.filter(({ stays }) => !stays).length;
  const left = stack.leaving.length - gone;
  return [
    ...(stack.failure === undefined ? [] : [plain(stack.failure)]),
    ...stack.mistakes.map(
      ({ place, path, message, fix }) =>
        `${at(place)} ${path === "" ? "" : `${code(path)}: `}${plain(`${message}. ${fix}`)}`,
    ),
    ...stack.refusals.map(
      ({ place, path, message }) =>
        `${at(place)} ${path === "" ? "" : `${code(path)}: `}${plain(message)}`,
    ),
    ...stack.verdicts.filter(isFinding).map((verdict) => {
      const where = verdict.path === "" ? "" : ` at ${code(verdict.path)}`;
      const who = code(verdict.server ?? nameIn(verdict.urn));
      return `${at(verdict.place)} **${plain(verdict.rule)}** ${who}${where}: ${plain(verdict.message)}.`;
    }),
    ...stack.emergencies.map(plain),
    ...stack.servers.filter(isNotable).map(serverBullet),
    ...tasks.map((task) => `The customer must ${plain(task)}.`),
    ...stack.exceptions.map(
      ({ rule, exception, daysLeft }) =>
        `The exception from ${plain(rule)} (${plain(exception)}) ${lifeLeft(daysLeft)}.`,
    ),
    ...(gone > 0 ? [`${count(gone, "object")} will be deleted.`] : []),
    ...(left > 0 ? [`${count(left, "object")} leave the stack and stay where they are.`] : []),
    ...stack.confirmations.map((text) => `Confirmed: ${plain(text)}`),
  ];
}

function isNotable({ change, downtime, moves }: ServerReport): boolean {
  return change === "removed" || downtime !== undefined || moves.length > 0;
}

function serverBullet(server: ServerReport): string {
  const { name, change, level, downtime = "No downtime.", moves, nextWindow, backup } = server;
  if (change === "removed") {
    return `${code(name)} is removed.`;
  }
  const moved = moves.length === 0 ? "" : ` ${plain(moves.join("; "))}.`;
  const next =
    moves.length > 0 && server.downtime === undefined && nextWindow !== undefined
      ? ` Next window: ${plain(nextWindow)}.`
      : "";
  const known = backup === undefined ? "" : ` ${plain(backup)}`;
  return `${code(name)}: **${level}**.${moved} ${plain(downtime)}${next}${known}`;
}

/** The last part of a URN. */
function nameIn(urn: string): string {
  return urn === "" ? "the stack" : urn.slice(urn.lastIndexOf("::") + 2);
}

function at(place: Place | undefined): string {
  return place === undefined ? "" : code(`${place.file}:${place.line}`);
}
