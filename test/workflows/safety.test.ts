import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { z } from "zod";
import { marker } from "../../cli/report/markdown.js";

const texts = new Map(
  [
    ...["github/comanaged-gate.yml", "github/comanaged-up.yml", "gitlab/comanaged.gitlab-ci.yml"],
    ...["azure/comanaged-gate.yml", "azure/comanaged-up.yml"],
    ...["github/comanaged-release.yml", "azure/comanaged-release.yml"],
  ].map((file) => [file, readFileSync(`workflows/${file}`, "utf8")]),
);
const textOf = (file: string) => texts.get(file) ?? assert.fail(file);

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const github = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      if: z.string(),
      environment: z.string().optional(),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(step),
    }),
  ),
});

describe("the workflow for pull requests on GitHub", () => {
  const { on, permissions, jobs } = github.parse(load(textOf("github/comanaged-gate.yml")));

  it("is the base branch's own, and begins with no right at all", () => {
    assert.deepEqual(Object.keys(on), ["pull_request_target"]);
    assert.deepEqual(permissions, {});
  });

  it("gives each job the least: who has credentials cannot write, who writes has none", () => {
    const given = Object.entries(jobs).map(([name, job]) => [name, job.permissions]);
    assert.deepEqual(given, [
      ["gate", { contents: "read", "id-token": "write", "pull-requests": "read" }],
      ["comment", { "pull-requests": "write" }],
      ["lines", { "security-events": "write" }],
    ]);
    const inEnvironment = Object.entries(jobs).filter(([, job]) => job.environment !== undefined);
    assert.deepEqual(
      inEnvironment.map(([name]) => name),
      ["gate"],
    );
  });

  it("checks out the base and nothing else, and only there", () => {
    const checkouts = Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    const refs = checkouts.map((one) => one.with["ref"]);
    assert.deepEqual(refs, [`\${{ github.event.pull_request.base.sha }}`]);
    assert.doesNotMatch(textOf("github/comanaged-gate.yml"), /git (checkout|merge|switch|reset)/);
  });

  it("gives forks nothing", () => {
    const own = "github.event.pull_request.head.repo.full_name == github.repository";
    assert.equal(jobs["gate"]?.if, own);
    for (const name of ["comment", "lines"]) {
      assert.match(jobs[name]?.if ?? "", /needs\.gate\.result != 'skipped'/);
    }
  });

  it("puts no expression into a script, where it would be run", () => {
    const files = [...texts].filter(([file]) => file.startsWith("github/"));
    assert.equal(files.length, 3);
    for (const [, text] of files) {
      const scripts = Object.values(github.parse(load(text)).jobs).flatMap(({ steps }) =>
        steps.map(({ run = "" }) => run),
      );
      assert.ok(scripts.every((script) => !script.includes("${{")));
    }
  });
});

describe("the jobs of every forge", () => {
  const gates = [
    "github/comanaged-gate.yml",
    "gitlab/comanaged.gitlab-ci.yml",
    "azure/comanaged-gate.yml",
  ];

  it("take estates from the change by the gate, which takes nothing else", () => {
    for (const file of gates) {
      assert.match(textOf(file), /npx comanaged gate --head "\$\w+"/, file);
    }
  });

  it("put the target branch in place before anything is run", () => {
    for (const file of gates.slice(1)) {
      const text = textOf(file);
      const job = text.slice(text.search(/GIT_CHECKOUT|checkout: self/));
      const base = job.search(/git checkout --force --detach refs\/comanaged\/base/);
      const first = job.search(/npm ci/);
      assert.ok(base > 0 && base < first, file);
      assert.match(job.slice(base, first), /git clean -ffdx/);
    }
    assert.match(textOf("gitlab/comanaged.gitlab-ci.yml"), /GIT_CHECKOUT: "false"/);
  });

  it("give forks nothing", () => {
    const gitlab = textOf("gitlab/comanaged.gitlab-ci.yml").split("\n");
    const rules = gitlab.filter((line) => line.includes("merge_request_event"));
    assert.equal(rules.length, 2);
    assert.ok(rules.every((rule) => rule.includes("SOURCE_PROJECT_ID == $CI_PROJECT_ID")));
    const azure = textOf("azure/comanaged-gate.yml");
    assert.equal(azure.match(/System\.PullRequest\.IsFork'\], 'True'/g)?.length, 2);
  });

  it("find their comment by the mark with which the gate begins it", () => {
    for (const file of gates) {
      assert.ok(textOf(file).includes(marker), file);
    }
  });

  it("bring up only what has an open window, with the rules, from the default branch", () => {
    const ups = [
      "github/comanaged-up.yml",
      "gitlab/comanaged.gitlab-ci.yml",
      "azure/comanaged-up.yml",
    ];
    for (const file of ups) {
      const text = textOf(file);
      const due = text.search(/npx comanaged due --minutes-left 30 > due\.txt/);
      const up = text.search(/pulumi up --yes .*--stack "\$stack" --policy-pack /);
      assert.ok(due > 0 && up > due, file);
      assert.match(
        text,
        /policy-config "\$stack" > policy\.json &&\n.*--policy-pack-config policy\.json/,
      );
      assert.match(text, /default_branch|DEFAULT_BRANCH|refs\/heads\/main/);
      assert.doesNotMatch(text, /--skip-preview|comanaged:now/);
    }
  });

  it("release from the default branch alone, every hour, with identities of their own", () => {
    const releases = ["github/comanaged-release.yml", "azure/comanaged-release.yml"].map(textOf);
    const [, gitlab = ""] = textOf("gitlab/comanaged.gitlab-ci.yml").split("\nrelease:\n");
    for (const text of [...releases, gitlab]) {
      assert.match(text, /npx comanaged release --apply$/m);
      assert.match(text, /default_branch|DEFAULT_BRANCH|refs\/heads\/main/);
      // Where states may be read is all that the job knows of Pulumi: it decrypts and changes none.
      const told = text.replaceAll("PULUMI_BACKEND_URL", "");
      assert.doesNotMatch(told, /pulumi|secrets\.|pull_request|merge_request|AWS_(UP|GATE)_ROLE/i);
    }
    for (const text of releases) {
      assert.match(text, /cron: "11 \* \* \* \*"/);
    }
    const { permissions, jobs } = github.parse(load(releases[0] ?? ""));
    assert.deepEqual(permissions, {});
    assert.deepEqual(
      Object.values(jobs).map((job) => [job.environment, job.permissions]),
      [["release", { contents: "read", "id-token": "write" }]],
    );
  });

  it("run on GitLab in one schedule each: who brings up releases nothing", () => {
    const rules = textOf("gitlab/comanaged.gitlab-ci.yml")
      .split("\n")
      .filter((line) => line.includes('"schedule"'));
    assert.deepEqual(
      rules.map((rule) => /\$COMANAGED_JOB (..) "release"$/.exec(rule)?.[1]),
      ["!=", "=="],
    );
  });

  it("keep tokens out of the arguments of commands", () => {
    for (const [file, text] of texts) {
      assert.doesNotMatch(text, /--header ["'][^"']*(TOKEN|Authorization)/i, file);
    }
  });
});
