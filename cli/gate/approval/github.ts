import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Environment, type Forge, ForgeFailure, variable } from "./forge.js";
import { readJson } from "./readJson.js";

const event = z.object({ pull_request: z.object({ number: z.number().int() }) });

const review = z.object({
  user: z.object({ login: z.string() }).nullable(),
  state: z.string(),
  commit_id: z.string().nullable(),
});
type Review = z.infer<typeof review>;

const pageSize = 100;

/**
 * Pull requests on GitHub: a review counts when it is the last with an opinion of its author,
 * approves, and was written for the commit itself.
 *
 * Source: REST API, "List reviews for a pull request", which gives reviews in chronological order.
 */
export function github(environment: Environment): Forge {
  return {
    name: "github",
    title: "GitHub",
    isForChange: numberIn(environment) !== undefined,
    approvers: async (head) => {
      const last = new Map<string, Review>();
      for (const one of await reviewsOf(environment)) {
        if (one.user !== null && opinions.has(one.state)) {
          last.set(one.user.login.toLowerCase(), one);
        }
      }
      const approving = [...last].filter(
        ([, { state, commit_id }]) => state === "APPROVED" && commit_id === head,
      );
      return new Set(approving.map(([login]) => login));
    },
  };
}

/** A comment leaves an opinion as it was. */
const opinions: ReadonlySet<string> = new Set(["APPROVED", "CHANGES_REQUESTED", "DISMISSED"]);

async function reviewsOf(environment: Environment): Promise<readonly Review[]> {
  const api = environment["GITHUB_API_URL"] ?? "https://api.github.com";
  const repository = variable(environment, "GITHUB_REPOSITORY");
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${variable(environment, "GITHUB_TOKEN")}`,
    "x-github-api-version": "2022-11-28",
  };
  const number = numberIn(environment);
  if (number === undefined) {
    throw new ForgeFailure("the job was not started by a pull request");
  }
  const address = `${api}/repos/${repository}/pulls/${number}/reviews`;
  const reviews: Review[] = [];
  for (let page = 1; ; page += 1) {
    const url = `${address}?per_page=${pageSize}&page=${page}`;
    const more = await readJson({ url, headers }, z.array(review));
    reviews.push(...more);
    if (more.length < pageSize) {
      return reviews;
    }
  }
}

/** The pull request that started the job. */
function numberIn(environment: Environment): number | undefined {
  try {
    const told = readFileSync(environment["GITHUB_EVENT_PATH"] ?? "", "utf8");
    return event.parse(JSON.parse(told)).pull_request.number;
  } catch {
    return undefined;
  }
}
