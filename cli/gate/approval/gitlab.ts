import { z } from "zod";
import { type Environment, type Forge, ForgeFailure, variable } from "./forge.js";
import { type Request, readJson } from "./readJson.js";

const versions = z.array(
  z.object({ head_commit_sha: z.string(), created_at: z.iso.datetime({ offset: true }) }),
);

const approvals = z.object({
  approved_by: z.array(
    z.object({
      user: z.object({ username: z.string() }),
      approved_at: z.iso.datetime({ offset: true }).nullish(),
    }),
  ),
});

/**
 * Merge requests on GitLab: an approval counts when it was given after the commit had come into
 * the merge request as its last.
 *
 * Source: REST API, "Merge request approvals" (`approved_at`, GitLab 18 and later) and "Merge
 * request diff versions", the newest first.
 */
export function gitlab(environment: Environment): Forge {
  return {
    name: "gitlab",
    title: "GitLab",
    isForChange: environment["CI_MERGE_REQUEST_IID"] !== undefined,
    approvers: async (head) => {
      const [newest] = await readJson(request(environment, "versions"), versions);
      if (newest?.head_commit_sha !== head) {
        throw new ForgeFailure("the merge request has another last commit by now");
      }
      const since = Date.parse(newest.created_at);
      const { approved_by } = await readJson(request(environment, "approvals"), approvals);
      return new Set(
        approved_by.flatMap(({ user, approved_at }) =>
          typeof approved_at === "string" && Date.parse(approved_at) >= since
            ? [user.username.toLowerCase()]
            : [],
        ),
      );
    },
  };
}

function request(environment: Environment, what: string): Request {
  const [api, project, number] = ["CI_API_V4_URL", "CI_PROJECT_ID", "CI_MERGE_REQUEST_IID"].map(
    (name) => variable(environment, name),
  );
  return {
    url: `${api}/projects/${project}/merge_requests/${number}/${what}`,
    headers: { "private-token": variable(environment, "COMANAGED_REVIEW_TOKEN") },
  };
}
