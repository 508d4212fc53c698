import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { observe } from "../../../cli/gate/observe.js";
import { failuresOf } from "../../../cli/gate/refusals.js";
import { serverReports, serversOf } from "../../../cli/gate/servers.js";
import type { ServerReport } from "../../../cli/report/model.js";
import { placesIn } from "../../../stacks/schema/places.js";
import { readEstate } from "../../../stacks/schema/read.js";

const { estate } = readEstate("stacks", "chemistry");
const places = placesIn("stacks", "chemistry.estate.yaml");
const lineOfWeb =
  readFileSync("stacks/chemistry.estate.yaml", "utf8").split("\n").indexOf("  spectra-web-1:") + 1;
const stackUrn = "urn:pulumi:chemistry::comanaged::pulumi:pulumi:Stack::comanaged-chemistry";
const serverUrn = (name: string) =>
  `urn:pulumi:chemistry::comanaged::comanaged:server:Server::${name}`;
const partUrn = (type: string, name: string) =>
  `urn:pulumi:chemistry::comanaged::comanaged:server:Server$${type}::${name}`;

interface Doing {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  readonly server: string;
  readonly keys?: readonly string[];
  readonly retainOnDelete?: boolean;
}

const stepEvent = ({ op, type, name, server, keys, retainOnDelete = false }: Doing) => {
  const state = { parent: serverUrn(server), retainOnDelete };
  const metadata = { op, type, urn: partUrn(type, name), keys, old: state, new: state };
  return { resourcePreEvent: { metadata } };
};

const component = (op: string, name: string) => ({
  resourcePreEvent: {
    metadata: {
      op,
      type: "comanaged:server:Server",
      urn: serverUrn(name),
      new: { parent: stackUrn },
    },
  },
});

const volume = "aws:ebs/volume:Volume";
const instance = "aws:ec2/instance:Instance";

function reportsOf(...events: readonly object[]): Map<string, ServerReport> {
  const { steps } = observe(events);
  const serverOf = serversOf(steps);
  const found = serverReports({ estate, places, steps, serverOf, updates: [] });
  return new Map(found.map((one) => [one.name, one]));
}

describe("what becomes of a server", () => {
  const web = "spectra-web-1";
  const same = component("same", web);
  const disk = { type: volume, name: `${web}-disk-data`, server: web };

  it("is nothing where nothing changes", () => {
    assert.deepEqual([...reportsOf(same).keys()], []);
  });

  it("is seen also where no hook of the engine is: what comes, goes and is replaced", () => {
    const level = (event: object) => reportsOf(same, event).get(web)?.level;
    assert.equal(level(stepEvent({ op: "create", ...disk })), "online");
    assert.equal(level(stepEvent({ op: "delete", ...disk })), "data loss");
    assert.equal(level(stepEvent({ op: "delete", ...disk, retainOnDelete: true })), "online");
    assert.equal(level(stepEvent({ op: "replace", ...disk })), "data loss");
    const machine = { type: instance, name: `${web}-machine`, server: web };
    assert.equal(level(stepEvent({ op: "replace", ...machine, keys: ["ami"] })), "replace");
  });

  it("leaves the file system of a new disk to the customer", () => {
    const tasks = reportsOf(same, stepEvent({ op: "create", ...disk })).get(web)?.customerTasks;
    assert.deepEqual(tasks, [`make a file system on disk data of ${web}`]);
  });

  it("is told with its window, its weekday and its line in the estate", () => {
    const machine = { type: instance, name: `${web}-machine`, server: web };
    const report = reportsOf(same, stepEvent({ op: "replace", ...machine })).get(web);
    assert.match(report?.nextWindow ?? "", /^Tuesday, 2026-12-15 21:00 to 2026-12-16 01:00 Europe/);
    assert.match(report?.downtime ?? "", /"up" refuses it while the window is closed/);
    assert.match(
      report?.backup ?? "",
      /due at 2026-12-15 01:00 is to be complete by 2026-12-15 04:00 Europe\/Berlin, before/,
    );
    assert.deepEqual(report?.place, {
      file: "stacks/chemistry.estate.yaml",
      line: lineOfWeb,
      column: 3,
    });
  });

  it("is that it is added or removed, with all that belongs to it", () => {
    const gone = component("delete", "old-1");
    const deleted = stepEvent({
      op: "delete",
      type: volume,
      name: "old-1-disk-data",
      server: "old-1",
    });
    const reports = reportsOf(component("create", web), gone, deleted);
    assert.equal(reports.get(web)?.change, "added");
    assert.deepEqual(
      [reports.get("old-1")?.change, reports.get("old-1")?.level],
      ["removed", "data loss"],
    );
  });
});

describe("why a preview failed", () => {
  const urn = partUrn(instance, "spectra-web-1-machine");
  const failures = (errors: readonly { urn?: string; message: string }[], losses = [lost]) => {
    const events = errors.map((error) => ({ diagnosticEvent: { ...error, severity: "error" } }));
    const machine = { op: "update", type: instance, name: "spectra-web-1-machine" };
    const seen = [
      component("same", "spectra-web-1"),
      stepEvent({ ...machine, server: "spectra-web-1" }),
    ];
    const observed = observe([...seen, ...events]);
    return failuresOf(observed, { servers: [], losses }, serversOf(observed.steps), places);
  };
  const lost = { path: "servers.gone-1", message: "the server is not in the estate any more" };
  const register = "urn:pulumi:chemistry::comanaged::comanaged:server:Register::chemistry";

  it("is what the program handed over, once, and not the engine's words about it", () => {
    const said = [{ urn: register, message: "hook failed" }, { message: "preview failed" }];
    const { refusals, broken } = failures(said);
    assert.deepEqual(
      refusals.map(({ path }) => path),
      ["servers.gone-1"],
    );
    assert.deepEqual(broken, []);
  });

  it("is at the line of a server that its platform refuses", () => {
    const { refusals } = failures([{ urn, message: "is currently marked for protection" }], []);
    assert.deepEqual(refusals[0]?.place, {
      file: "stacks/chemistry.estate.yaml",
      line: lineOfWeb,
      column: 3,
    });
  });

  it("is no fault of the change when a provider or the program breaks", () => {
    const provider = "urn:pulumi:chemistry::comanaged::pulumi:providers:aws::aws-2";
    for (const broken of [provider, stackUrn, undefined]) {
      const found = failures([{ ...(broken && { urn: broken }), message: "no credentials" }], []);
      assert.deepEqual([found.refusals, found.broken], [[], ["no credentials"]]);
    }
  });
});
