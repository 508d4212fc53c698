import { z } from "zod";
import { type Environment, type Forge, ForgeFailure, variable } from "./forge.js";
import { type Request, readJson } from "./readJson.js";

/** A vote that approves, with or without suggestions. */
const approves = (vote: number) => vote >= 5;

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ value: z.array(item) });
const date = z.iso.datetime({ offset: true });

const iterations = listOf(
  z.object({
    id: z.number(),
    createdDate: date,
    sourceRefCommit: z.object({ commitId: z.string() }),
  }),
);
const reviewers = listOf(
  z.object({
    uniqueName: z.string().default(""),
    vote: z.number(),
    isContainer: z.boolean().default(false),
  }),
);
const text = z.object({ $value: z.coerce.string() });
const threads = listOf(
  z.object({
    publishedDate: date,
    properties: z
      .object({
        CodeReviewThreadType: text.optional(),
        CodeReviewVoteResult: text.optional(),
        CodeReviewVotedByIdentity: text.optional(),
      })
      .nullish(),
    identities: z.record(z.string(), z.object({ uniqueName: z.string().default("") })).nullish(),
  }),
);
type Thread = z.infer<typeof threads>["value"][number];

/**
 * Pull requests in Azure Repos: a vote outlives later pushes there, so it counts when the thread
 * that tells of it is younger than the iteration that brought the commit.
 *
 * Source: REST API 7.1, "Pull Request Iterations", "Pull Request Reviewers" and "Pull Request
 * Threads"; of the threads that tell of votes, only the properties are described by what the
 * service sends.
 */
export function azureDevOps(environment: Environment): Forge {
  const read = <T>(what: string, form: z.ZodType<T>) => readJson(request(environment, what), form);
  return {
    name: "azureDevOps",
    title: "Azure DevOps",
    isForChange: environment["SYSTEM_PULLREQUEST_PULLREQUESTID"] !== undefined,
    approvers: async (head) => {
      const all = (await read("iterations", iterations)).value;
      const newest = all.toSorted((one, other) => other.id - one.id)[0];
      if (newest?.sourceRefCommit.commitId !== head) {
        throw new ForgeFailure("the pull request has another last commit by now");
      }
      const since = Date.parse(newest.createdDate);
      const voted = votesSince(since, (await read("threads", threads)).value);
      const people = (await read("reviewers", reviewers)).value;
      return new Set(
        people
          .filter(({ vote, isContainer }) => approves(vote) && !isContainer)
          .map(({ uniqueName }) => uniqueName.toLowerCase())
          .filter((login) => voted.has(login)),
      );
    },
  };
}

/** Who has approved since then, by the threads in which the service tells of votes. */
function votesSince(since: number, all: readonly Thread[]): ReadonlySet<string> {
  const young = all.filter(({ publishedDate }) => Date.parse(publishedDate) >= since);
  return new Set(
    young.flatMap(({ properties, identities }) => {
      const { CodeReviewThreadType, CodeReviewVoteResult, CodeReviewVotedByIdentity } =
        properties ?? {};
      const isVote = CodeReviewThreadType?.$value === "VoteUpdate";
      const isApproval = approves(Number(CodeReviewVoteResult?.$value));
      const voter = identities?.[CodeReviewVotedByIdentity?.$value ?? ""];
      return isVote && isApproval && voter ? [voter.uniqueName.toLowerCase()] : [];
    }),
  );
}

function request(environment: Environment, what: string): Request {
  const [collection, project, repository, number] = [
    ...["SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT"],
    ...["BUILD_REPOSITORY_ID", "SYSTEM_PULLREQUEST_PULLREQUESTID"],
  ].map((name) => variable(environment, name));
  const pullRequest = `_apis/git/repositories/${repository}/pullRequests/${number}`;
  return {
    url: `${collection}${encodeURIComponent(project ?? "")}/${pullRequest}/${what}?api-version=7.1`,
    headers: { authorization: `Bearer ${variable(environment, "SYSTEM_ACCESSTOKEN")}` },
  };
}
