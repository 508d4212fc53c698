import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { components } from "@octokit/openapi-types";
import type { Environment } from "../../../../cli/gate/approval/forge.js";
import { forgeIn } from "../../../../cli/gate/approval/forges.js";
import { type Answers, type ForgeServer, startForge } from "./forgeServer.js";

const head = "5f1a54bb654c9e6025347f57900a4a5c2313a96b";
const formerHead = "0c0ffee0654c9e6025347f57900a4a5c2313a96b";
const token = "canary-token-4711";

/** Whom the forge says to approve, or why it does not say it. */
async function approvers(environment: Environment): Promise<readonly string[] | string> {
  const forge = forgeIn(environment) ?? assert.fail("no forge");
  return forge.approvers(head).then(
    (found) => [...found].sort(),
    (failure) => {
      assert.equal(failure.name, "ForgeFailure");
      assert.ok(!failure.message.includes(token));
      return failure.message;
    },
  );
}

async function withForge<T>(
  answers: Answers,
  header: string,
  value: string,
  ask: (forge: ForgeServer) => Promise<T>,
): Promise<T> {
  const forge = await startForge(answers, header, value);
  try {
    return await ask(forge);
  } finally {
    await forge.close();
  }
}

describe("approvals on GitHub", () => {
  type Review = components["schemas"]["pull-request-review"];
  type User = components["schemas"]["simple-user"];
  const folder = mkdtempSync(join(tmpdir(), "comanaged-test-"));
  const file = join(folder, "event.json");

  before(() => writeFileSync(file, JSON.stringify({ pull_request: { number: 7 } })));
  after(() => rmSync(folder, { recursive: true }));

  const user = (login: string): User => ({
    ...{ login, id: 1, node_id: "U", avatar_url: "", gravatar_id: null, url: "", html_url: "" },
    ...{ followers_url: "", following_url: "", gists_url: "", starred_url: "", repos_url: "" },
    ...{ subscriptions_url: "", organizations_url: "", events_url: "", received_events_url: "" },
    ...{ type: "User", site_admin: false },
  });
  const review = (login: string, state: string, commit_id: string | null = head): Review => ({
    ...{ id: 1, node_id: "R", user: user(login), body: "", state, commit_id, html_url: "" },
    ...{ pull_request_url: "", author_association: "MEMBER" },
    _links: { html: { href: "" }, pull_request: { href: "" } },
  });
  const askFor = (reviews: readonly Review[], given = token) => {
    const pages = Array.from({ length: Math.floor(reviews.length / 100) + 1 }, (_, index) => [
      `/repos/chem/estates/pulls/7/reviews?per_page=100&page=${index + 1}`,
      reviews.slice(index * 100, index * 100 + 100),
    ]);
    return withForge(Object.fromEntries(pages), "authorization", `Bearer ${token}`, (forge) =>
      approvers({
        ...{ GITHUB_ACTIONS: "true", GITHUB_API_URL: forge.address, GITHUB_TOKEN: given },
        ...{ GITHUB_REPOSITORY: "chem/estates", GITHUB_EVENT_PATH: file },
      }),
    );
  };

  it("are the last opinions of their authors, at the head commit", async () => {
    const reviews = [
      ...[review("Ada", "APPROVED"), review("grace", "APPROVED", formerHead)],
      ...[review("alan", "APPROVED"), review("alan", "CHANGES_REQUESTED")],
      ...[review("edsger", "CHANGES_REQUESTED", formerHead), review("edsger", "APPROVED")],
      ...[review("barbara", "APPROVED"), review("barbara", "DISMISSED")],
      ...[review("donald", "APPROVED"), review("donald", "COMMENTED")],
      ...[
        review("tony", "COMMENTED"),
        review("john", "PENDING"),
        review("niklaus", "APPROVED", null),
      ],
      { ...review("", "APPROVED"), user: null },
    ];
    assert.deepEqual(await askFor(reviews), ["ada", "donald", "edsger"]);
  });

  it("are found on every page", async () => {
    const many = Array.from({ length: 230 }, (_, index) => review(`user-${index}`, "COMMENTED"));
    assert.deepEqual(await askFor([...many, review("ada", "APPROVED")]), ["ada"]);
    const full = Array.from({ length: 200 }, () => review("ada", "APPROVED"));
    assert.deepEqual(await askFor([...full.slice(1), review("ada", "DISMISSED")]), []);
  });

  it("are none without a token that may read, or without a pull request", async () => {
    assert.match(String(await askFor([], "another")), /reviews answers with status 401/);
    const environment = { GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "chem/estates" };
    assert.equal(forgeIn(environment)?.isForChange, false);
    assert.equal(await approvers(environment), "the job has no variable GITHUB_TOKEN");
    const job = { ...environment, GITHUB_TOKEN: token };
    assert.equal(await approvers(job), "the job was not started by a pull request");
    const lonely = { ...job, GITHUB_EVENT_PATH: file, GITHUB_API_URL: "http://127.0.0.1:9" };
    assert.match(String(await approvers(lonely)), /reviews cannot be reached$/);
  });
});

describe("approvals on GitLab", () => {
  /** As the examples of the API's reference pages have them. */
  const approved = (username: string, approved_at?: string) => ({
    user: { id: 1, username, name: username, state: "active", avatar_url: "", web_url: "" },
    ...(approved_at !== undefined && { approved_at }),
  });
  const version = (head_commit_sha: string, created_at: string) => ({
    ...{
      id: 110,
      head_commit_sha,
      base_commit_sha: formerHead,
      start_commit_sha: formerHead,
      created_at,
    },
    ...{ merge_request_id: 105, state: "collected", real_size: "1" },
  });
  const path = "/api/v4/projects/12/merge_requests/7";
  const askFor = (approved_by: readonly object[], versions = [newest, oldest]) =>
    withForge(
      {
        [`${path}/versions`]: versions,
        [`${path}/approvals`]: { id: 5, iid: 7, approvals_required: 0, approved_by },
      },
      "private-token",
      token,
      (forge) =>
        approvers({
          ...{ GITLAB_CI: "true", CI_API_V4_URL: `${forge.address}/api/v4`, CI_PROJECT_ID: "12" },
          ...{ CI_MERGE_REQUEST_IID: "7", COMANAGED_REVIEW_TOKEN: token },
        }),
    );
  const newest = version(head, "2026-11-21T09:00:00.500Z");
  const oldest = version(formerHead, "2026-11-20T09:00:00.000Z");

  it("are those that are younger than the head commit, and whose age is known", async () => {
    const found = await askFor([
      approved("Ada", "2026-11-21T10:00:00.400+01:00"),
      approved("grace", "2026-11-21T09:00:00.500Z"),
      approved("alan", "2026-11-20T12:00:00.000Z"),
      approved("edsger"),
    ]);
    assert.deepEqual(found, ["grace"]);
  });

  it("are none when another commit is the last by now, or an answer has another form", async () => {
    const late = approved("ada", "2026-11-22T09:00:00.000Z");
    const newer = version(formerHead, "2026-11-21T09:30:00.000Z");
    assert.match(String(await askFor([late], [newer, newest])), /another last commit by now/);
    assert.match(String(await askFor([late], [])), /another last commit by now/);
    assert.match(String(await askFor([{ user: {} }])), /answers in another form than it says/);
  });
});

describe("approvals in Azure DevOps", () => {
  const identity = (uniqueName: string) => ({
    displayName: uniqueName,
    id: uniqueName,
    uniqueName,
  });
  const reviewer = (uniqueName: string, vote: number, isContainer = false) => ({
    ...{ ...identity(uniqueName), vote, reviewerUrl: "", hasDeclined: false, isFlagged: false },
    ...(isContainer && { isContainer }),
  });
  const property = ($value: string) => ({ $type: "System.String", $value });
  const thread = (
    uniqueName: string,
    vote: number,
    publishedDate: string,
    kind = "VoteUpdate",
  ) => ({
    ...{ id: 1, publishedDate, lastUpdatedDate: publishedDate, isDeleted: false, comments: [] },
    properties: {
      CodeReviewThreadType: property(kind),
      CodeReviewVoteResult: property(String(vote)),
      CodeReviewVotedByIdentity: property("1"),
    },
    identities: { "1": identity(uniqueName) },
  });
  const comment = { id: 2, publishedDate: later(), properties: null, identities: null };
  const iteration = (id: number, commitId: string, createdDate: string) => ({
    ...{ id, createdDate, updatedDate: createdDate, reason: "push" },
    ...{ sourceRefCommit: { commitId }, targetRefCommit: { commitId: formerHead } },
  });
  const iterations = [
    iteration(1, formerHead, "2026-11-20T09:00:00.1234567Z"),
    iteration(2, head, "2026-11-21T09:00:00.1234567Z"),
  ];
  function later(): string {
    return "2026-11-21T10:00:00.7654321Z";
  }
  const earlier = "2026-11-20T10:00:00.7654321Z";
  const path = "/campus/Co%20Managed/_apis/git/repositories/r-1/pullRequests/7";
  const askFor = (
    reviewers: readonly object[],
    threads: readonly object[],
    rounds: readonly object[] = iterations,
  ) =>
    withForge(
      {
        [`${path}/iterations?api-version=7.1`]: { value: rounds, count: rounds.length },
        [`${path}/reviewers?api-version=7.1`]: { value: reviewers, count: reviewers.length },
        [`${path}/threads?api-version=7.1`]: { value: threads, count: threads.length },
      },
      "authorization",
      `Bearer ${token}`,
      (forge) =>
        approvers({
          ...{ TF_BUILD: "True", SYSTEM_COLLECTIONURI: `${forge.address}/campus/` },
          ...{ SYSTEM_TEAMPROJECT: "Co Managed", BUILD_REPOSITORY_ID: "r-1" },
          ...{ SYSTEM_PULLREQUEST_PULLREQUESTID: "7", SYSTEM_ACCESSTOKEN: token },
        }),
    );

  it("are votes of people that stand and were given since the last push", async () => {
    const found = await askFor(
      [
        ...[reviewer("Ada@example.edu", 10), reviewer("grace@example.edu", 5)],
        ...[reviewer("alan@example.edu", 10), reviewer("edsger@example.edu", -5)],
        ...[reviewer("barbara@example.edu", 10), reviewer("team", 10, true)],
      ],
      [
        ...[thread("ada@example.edu", 10, later()), thread("grace@example.edu", 5, later())],
        ...[thread("alan@example.edu", 10, earlier), thread("edsger@example.edu", 10, later())],
        ...[thread("barbara@example.edu", 10, later(), "ReviewersUpdate"), comment],
        ...[thread("team", 10, later()), thread("nobody@example.edu", 10, later())],
      ],
    );
    assert.deepEqual(found, ["ada@example.edu", "grace@example.edu"]);
  });

  it("are none when another commit is the last by now", async () => {
    const people = [reviewer("ada@example.edu", 10)];
    const rounds = [...iterations, iteration(3, formerHead, later())];
    const said = await askFor(people, [thread("ada@example.edu", 10, later())], rounds);
    assert.match(String(said), /another last commit by now/);
  });
});

describe("the forge of a job", () => {
  it("is none on a laptop", () => {
    assert.equal(forgeIn({ GITHUB_TOKEN: token, CI: "true" }), undefined);
  });
});
