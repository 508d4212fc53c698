import assert from "node:assert/strict";
import { record } from "../../../components/service/patchPath/values.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { builtEstate } from "../patching/builtEstate.js";

/** The library's estate, its servers of some platforms in running hours. */
function runningIn(runs: string, platforms: readonly string[]): Estate {
  const { estate } = readEstate("stacks", "library");
  const servers = estate.servers.map((server) =>
    platforms.includes(server.platform) ? { ...server, runs } : server,
  );
  return { ...estate, servers };
}

describe("the tag for instance schedulers", () => {
  it("is on the machines of both clouds that have running hours, and on nothing else", async () => {
    const { servers, ...estate } = runningIn("office-hours", ["aws", "azure"]);
    const [first, ...others] = servers.filter(({ platform }) => platform === "aws");
    assert.ok(first);
    const { runs, ...always } = first;
    assert.equal(runs, "office-hours");
    const kept = servers.filter(({ platform }) => platform === "azure");
    const nodes = await builtEstate({ ...estate, servers: [always, ...others, ...kept] });
    const tagged = nodes.filter(({ inputs }) => "Schedule" in record(inputs["tags"]));
    assert.deepEqual(
      Object.fromEntries(
        tagged.map(({ name, inputs }) => [name, record(inputs["tags"])["Schedule"]]),
      ),
      Object.fromEntries(
        [...others, ...kept].map(({ name }) => [`${name}-machine`, "office-hours"]),
      ),
    );
    assert.ok(kept.length > 0);
  });

  it("is refused on vSphere, where nothing would stop the machine", async () => {
    await assert.rejects(
      builtEstate(runningIn("office-hours", ["vsphere"])),
      /runs: nothing stops machines on VMware vSphere by the clock/,
    );
  });
});
