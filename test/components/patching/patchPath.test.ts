import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { z } from "zod";
import { awsProducts } from "../../../components/patching/awsProducts.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { patchPaths } from "../../../components/service/patchPath/patchPaths.js";
import { planningInstant } from "../../../components/service/time/instants.js";
import { openings } from "../../../components/service/time/openings.js";
import { plannedReleases, releaseOf } from "../../../components/service/time/releases.js";
import { awsPatchGroups } from "../../../infra/awsPatching.js";
import { azurePatchGroups } from "../../../infra/azurePatching.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { estates } from "../../stacks/estates.js";
import { withFolder } from "../../stacks/refusal.js";
import { builtEstate } from "./builtEstate.js";
import { cuts, unnoticedCuts } from "./cuts.js";
import { azureRuns } from "./evaluators/azureRecurrence.js";
import { within } from "./evaluators/civil.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

function factsOf({ servers }: Estate) {
  const byAmi = new Map(
    servers.flatMap((server) =>
      server.platform === "aws" ? [[server.image.ami, awsProducts[server.image.product]]] : [],
    ) satisfies [string, unknown][],
  );
  return { productOf: (ami: string) => byAmi.get(ami) };
}

const read = (generated: unknown): Estate =>
  withFolder(
    { "catalog.yaml": catalog, "any.estate.yaml": JSON.stringify(generated) },
    (folder) => readEstate(folder, "any").estate,
  );

/** What every server of an estate must say: nothing is missing. */
const expected = ({ servers }: Estate) => Object.fromEntries(servers.map(({ name }) => [name, []]));

const found = (estate: Estate, nodes: readonly PatchNode[]) =>
  Object.fromEntries(
    patchPaths(nodes, factsOf(estate)).map(({ server, missing }) => [
      nameOf(server),
      missing.map(({ edge }) => edge),
    ]),
  );

const nameOf = ({ name }: PatchNode) => name.replace(/-(machine|instance)$/, "");

/** The registered configurations fire at the model's instants, group by group, as far as planned. */
function assertInstants(estate: Estate, nodes: readonly PatchNode[]): void {
  for (const [name, { schedule, held = false }] of Object.entries(azurePatchGroups(estate))) {
    const from = planningInstant(estate.asOf, schedule.window.timeZone);
    const planned = held ? plannedReleases(schedule, estate.asOf).at(-1)?.end : undefined;
    const until = planned ?? from.add({ hours: 24 * 1000 });
    // The evaluator's clocks know no summer time after 2037.
    const last = Math.min(until.epochMilliseconds, Date.parse("2037-10-01T00:00Z"));
    const range = { from: from.epochMilliseconds, until: last };
    if (range.from >= last) {
      continue;
    }
    const runs = nodes
      .filter(({ type }) => type.endsWith(":MaintenanceConfiguration"))
      .map(({ inputs }) => configuration.parse({ key: name, ...inputs }))
      .filter(({ tags }) => tags.PatchGroup === name)
      .flatMap(({ expirationDateTime, ...times }) =>
        azureRuns({ ...times, ...(expirationDateTime && { expirationDateTime }) }, range),
      );
    const wanted = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
    assert.deepEqual(within(runs, range), within(wanted, range), name);
  }
}

const configuration = z.object({
  key: z.string(),
  startDateTime: z.string(),
  expirationDateTime: z.string().optional(),
  timeZone: z.string(),
  recurEvery: z.string(),
  duration: z.string(),
  tags: z.object({ PatchGroup: z.string() }),
});

const filterTags = z.object({
  filter: z.object({
    tagSettings: z.object({
      tags: z.object({
        PatchGroup: z.array(z.string()),
        PatchRelease: z.array(z.string()).optional(),
      }),
    }),
  }),
});

describe("the path from every server to its window", () => {
  let library: Estate;
  let nodes: readonly PatchNode[];
  before(async function () {
    this.timeout(60_000);
    library = readEstate("stacks", "library").estate;
    nodes = await builtEstate(library);
  });

  it("is whole in generated estates, and every cut is found", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(estates, async (generated) => {
        const estate = read(generated);
        const made = await builtEstate(estate);
        assert.deepEqual(found(estate, made), expected(estate));
        assertInstants(estate, made);
        const isOnAws = estate.servers.some(({ platform }) => platform === "aws");
        // The profile is there even when no server needs it.
        const unnoticed = unnoticedCuts(made, factsOf(estate)).filter(
          (what) => isOnAws || !what.startsWith("aws:iam"),
        );
        assert.deepEqual(unnoticed, []);
      }),
      { numRuns: 10 },
    );
  });

  it("is broken by cutting any edge of the repository's estates", async () => {
    const { estate } = readEstate("stacks", "chemistry");
    for (const [one, made] of [
      [estate, await builtEstate(estate)],
      [library, nodes],
    ] as const) {
      assert.deepEqual(found(one, made), expected(one));
      assertInstants(one, made);
      assert.ok(cuts(made).length > 40);
      assert.deepEqual(unnoticedCuts(made, factsOf(one)), []);
    }
  });

  it("is not one when a second window takes a server", () => {
    for (const [window, edge, link] of [
      ["MaintenanceConfiguration", "ConfigurationAssignments", "maintenanceConfigurationId"],
      ["MaintenanceWindow", "MaintenanceWindowTarget", "windowId"],
    ] as const) {
      const one = (part: string) => nodes.find(({ type }) => type.endsWith(part));
      const opener = one(window);
      const taker = nodes.find(({ type }) => type.includes(edge));
      assert.ok(opener && taker);
      const second = { ...opener, id: "second", urn: "second", name: "second" };
      const both = [
        ...nodes,
        { ...second, inputs: { ...opener.inputs, tags: { Name: "by hand" } } },
        { ...taker, urn: "taker", id: "taker", inputs: { ...taker.inputs, [link]: "second" } },
      ];
      const missing = patchPaths(both, factsOf(library)).flatMap((path) => path.missing);
      assert.ok(missing.some((one) => one.edge === "one window" && /second/.test(one.reason)));
    }
  });

  it("is not one where a server on vSphere has other windows than its group", async () => {
    const { estate } = readEstate("stacks", "chemistry");
    const made = await builtEstate(estate);
    const index = made.findLastIndex(({ inputs }) =>
      String(inputs["stdin"]).includes('"group":"production"'),
    );
    const keeper = made[index];
    assert.ok(keeper);
    const stdin = String(keeper.inputs["stdin"]).replace(/(\d\d):00 Europe/, "$1:30 Europe");
    const changed = made.with(index, { ...keeper, inputs: { ...keeper.inputs, stdin } });
    const missing = patchPaths(changed, factsOf(estate)).flatMap((path) => path.missing);
    assert.deepEqual(
      missing.map(({ edge }) => edge),
      ["one window"],
    );
    const twice = patchPaths([...made, { ...keeper, urn: "2", name: "2" }], factsOf(estate));
    assert.ok(twice.some((path) => path.missing.some(({ edge }) => edge === "one window")));
  });

  it("says which condition of an assignment keeps a server off", () => {
    const changed = nodes.map((node) =>
      node.type.endsWith(":VirtualMachine") && node.type.startsWith("azure")
        ? { ...node, inputs: { ...node.inputs, location: "westeurope" } }
        : node,
    );
    const edges = patchPaths(changed, factsOf(library)).flatMap(({ missing }) => missing);
    assert.ok(edges.some(({ edge, reason }) => edge === "location" && /location/.test(reason)));
  });

  it("takes a time for each server that does not grow with the stack", () => {
    const secondsFor = (servers: number) => {
      const many = nodes.flatMap((node) =>
        node.type.startsWith("aws:ec2/instance") || node.type.endsWith("compute:VirtualMachine")
          ? Array.from({ length: servers / 4 }, (_, index) => ({
              ...node,
              urn: `${node.urn}-${index}`,
            }))
          : [node],
      );
      const begun = performance.now();
      assert.ok(patchPaths(many, factsOf(library)).length >= servers);
      return (performance.now() - begun) / 1000;
    };
    const [few, many] = [secondsFor(2_000), secondsFor(10_000)];
    // Five times as many: what looked at every server for every server would take 25 times as long.
    assert.ok(many < few * 12, `${few} s for 2,000 servers, ${many} s for 10,000`);
  });

  it("is whole and leads to other windows where patches are put off, and in an emergency", async () => {
    const added = `emergencies: [{ advisory: CVE-1, groups: [production], timeZone: UTC, notBefore: 2026-11-23T18:00 }]
deferrals: [{ server: spectra-web-1, from: 2026-12-10, until: 2026-12-20, reason: exam,
  requester: it@chemistry.example.edu, approver: duty-manager@provider.example.edu }]\n`;
    const chemistry = `${readFileSync("stacks/chemistry.estate.yaml", "utf8")}${added}`;
    const files = { "catalog.yaml": catalog, "any.estate.yaml": chemistry };
    const { estate } = withFolder(files, (folder) => readEstate(folder, "any"));
    const made = await builtEstate(estate);
    assert.deepEqual(found(estate, made), expected(estate));
    const withEmergency = made.filter(({ inputs }) =>
      /emergency-\d+/.test(String(inputs["stdin"])),
    );
    assert.equal(
      withEmergency.length,
      estate.servers.filter(
        ({ platform, schedule }) => platform === "vsphere" && schedule.emergencies !== undefined,
      ).length,
    );
    const windows = made.filter(({ type }) => type.endsWith("MaintenanceWindow"));
    const deferred = windows.filter(({ name }) => name.includes("deferred"));
    assert.deepEqual(
      deferred
        .map(({ inputs }) => inputs["schedule"])
        .filter((text) => text === "at(2026-11-23T18:00:00)"),
      ["at(2026-11-23T18:00:00)"],
    );
    const regular = deferred.find(({ inputs }) => String(inputs["schedule"]).startsWith("cron("));
    assert.ok(String(regular?.inputs["startDate"]) > "2026-12-20");
    assert.ok(windows.some(({ inputs }) => inputs["startDate"] === undefined));
    // An emergency is announced as untested: no test ring holds it.
    const urgent = windows.filter(({ inputs }) => inputs["schedule"] === "at(2026-11-23T18:00:00)");
    assert.ok(urgent.length > 0);
    for (const { id } of urgent) {
      const tasks = made.filter(
        ({ type, inputs }) => type.endsWith("WindowTask") && inputs["windowId"] === id,
      );
      assert.deepEqual(
        tasks.map(({ inputs }) => inputs["taskType"]),
        ["RUN_COMMAND"],
      );
    }
  });

  it("leads through the test ring wherever there is one", async () => {
    for (const stack of ["chemistry", "library"]) {
      const { estate } = readEstate("stacks", stack);
      const waiting = Object.values(estate.patchGroups).filter(({ after }) => after !== undefined);
      const tasks = (await builtEstate(estate)).filter(({ type }) => type.endsWith("WindowTask"));
      const held = tasks.filter(({ inputs }) => inputs["taskType"] === "AUTOMATION");
      assert.ok(held.length > 0);
      for (const { name, inputs } of tasks) {
        const waits = waiting.some((group) => name.includes(`-task-${group.name}`));
        assert.equal(inputs["taskType"], waits ? "AUTOMATION" : "RUN_COMMAND", name);
      }
    }
  });

  it("asks on Azure for the release of each opening, wherever there is a test ring", () => {
    const groups = azurePatchGroups(library);
    const { public: held } = groups;
    assert.deepEqual([held?.held, groups["staging"]?.held ?? false], [true, false]);
    const filters = nodes
      .filter(({ type }) => type.includes("ConfigurationAssignments"))
      .map(({ inputs }) => filterTags.parse(inputs).filter.tagSettings.tags);
    const asked = (group: string) =>
      filters.filter(({ PatchGroup }) => PatchGroup[0] === group).map((tags) => tags.PatchRelease);
    assert.ok(held);
    const wanted = plannedReleases(held.schedule, library.asOf).map((opening) =>
      releaseOf(opening, held.schedule),
    );
    const releases = asked("public").flatMap((release) => release ?? "none");
    assert.deepEqual(releases.sort(), wanted);
    assert.ok(asked("staging").every((release) => release === undefined));
  });

  it("waits for a test of the same patch cycle", () => {
    const { estate } = readEstate("stacks", "chemistry");
    const { test, production } = awsPatchGroups(estate);
    assert.equal(test?.gate, undefined);
    // Thursday 21:00 to Tuesday 21:00, and the hours that production's window is open.
    assert.deepEqual(production?.gate, {
      group: "test",
      soakHours: 72,
      withinHours: 5 * 24 + 4,
      elsewhere: true,
    });
  });

  it("holds patches back for production until the test group has had them", () => {
    const { estate } = readEstate("stacks", "chemistry");
    const { test, production } = awsPatchGroups(estate);
    assert.equal(test?.approveAfterDays, 0);
    assert.equal(production?.approveAfterDays, 5);
  });
});
