import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { confirmationNotices } from "../../components/service/confirmation.js";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const production = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const forTests = production.replace("environment: production", "environment: test");

function withEstate<T>(ending: string, text: string, work: (folder: string) => T): T {
  const estate = text.replace("\nservers:\n", `\n${ending}\nservers:\n`);
  return withFolder({ "catalog.yaml": catalog, "a.estate.yaml": estate }, work);
}

const told = (ending: string, text = forTests) =>
  withEstate(ending, text, (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(({ path, message }) => `${path}: ${message}`),
  );

const end = "destroy: { estate: a, until: 2026-12-01 }";

describe("the end of an estate", () => {
  it("confirms the removal of each of its servers, and is told in one line", () => {
    withEstate(end, forTests, (folder) => {
      const { confirmations, servers } = readEstate(folder, "a").estate;
      assert.deepEqual(
        confirmations.map(({ server, change, until }) => [server, change, until]),
        servers.map(({ name }) => [name, "remove", "2026-12-01"]),
      );
      assert.match(
        confirmationNotices(confirmations).join("\n"),
        /^The protection of 7 servers is lifted.*until 2026-12-01.*$/,
      );
    });
  });

  it("is refused once it has expired, and in the copy of another estate", () => {
    assert.deepEqual(told("destroy: { estate: a, until: 2026-11-20 }"), [
      "destroy.until: the confirmation has expired: it is 2026-11-21",
    ]);
    assert.deepEqual(told("destroy: { estate: b, until: 2026-12-01 }"), [
      'destroy.estate: "b" is not this estate',
    ]);
  });

  it("takes no server in production along that is not confirmed by itself", () => {
    const [problem] = told(end, production);
    assert.match(problem ?? "", /^destroy: production goes with it: lims-app-1, lims-app-2, /);
    const names = [...production.matchAll(/^ {2}([a-z-]+-\d):$/gm)].map(([, name]) => name);
    const confirm = names.map(
      (server) => `{ server: ${server}, change: remove, until: 2026-12-01 }`,
    );
    assert.deepEqual(told(`confirm: [${confirm.join(", ")}]\n${end}`, production), []);
  });
});
