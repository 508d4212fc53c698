import assert from "node:assert/strict";
import fc from "fast-check";
import { awsProducts } from "../../../components/patching/awsProducts.js";
import { boundedName } from "../../../components/service/boundedName.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { patchPaths } from "../../../components/service/patchPath/patchPaths.js";
import { record, text } from "../../../components/service/patchPath/values.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { builtEstate } from "./builtEstate.js";

/** What the service model of Systems Manager in botocore says, and that of IAM. */
const limits: Readonly<Record<string, RegExp>> = {
  "aws:ssm": /^[a-zA-Z0-9_\-.]{3,128}$/,
  "aws:iam": /^[\w+=,.@-]{1,64}$/,
};

/** What breaks a limit of its platform in the inputs of a resource. */
function brokenLimits({ type, inputs }: PatchNode): readonly string[] {
  const [service = ""] = type.split("/");
  const named = text(inputs["name"]);
  const isTooLong = named !== undefined && limits[service]?.test(named) === false;
  const azure = text(inputs["resourceName"]) ?? text(inputs["configurationAssignmentName"]) ?? "";
  const group = text(inputs["resourceGroupName"]) ?? "";
  const description = text(inputs["description"]) ?? "";
  const longest = type.endsWith("Baseline") ? 1024 : 128;
  const values = Object.values(record(inputs["tags"])).map((value) => text(value) ?? "");
  return [
    ...(isTooLong ? [`name ${named}`] : []),
    ...(/^[\w.-]{0,80}$/.test(azure) ? [] : [`name ${azure}`]),
    ...(group.length <= 90 ? [] : [`group ${group}`]),
    ...(service !== "aws:ssm" || description.length <= longest
      ? []
      : [`description ${description}`]),
    ...values.filter((value) => value.length > 256).map((value) => `tag ${value}`),
  ].map((what) => `${type}: ${what}`);
}

const word = (longest: number) =>
  fc.stringMatching(new RegExp(`^[a-z][a-z0-9-]{20,${longest - 1}}z$`));
const days = fc.integer({ min: 0, max: 12 });

/** The library's estate with long names, and so many deferrals in each of a group's names. */
const renamed = (stack: string, group: string, deferrals: number): Estate => {
  const { estate } = readEstate("stacks", "library");
  const suffix = Array.from(
    { length: deferrals },
    (_, day) => `.deferred-2026121${day % 10}-20270110`,
  );
  const name = (old: string) => boundedName(`${old}-${group}${suffix.join("")}`, 100);
  return {
    ...estate,
    stack,
    patchGroups: Object.fromEntries(
      Object.values(estate.patchGroups).map((old) => [
        name(old.name),
        {
          ...old,
          name: name(old.name),
          ...(old.after && { after: { ...old.after, group: name(old.after.group) } }),
        },
      ]),
    ),
    servers: estate.servers.map((server) => ({ ...server, patchGroup: name(server.patchGroup) })),
  };
};

describe("names on the platforms", () => {
  it("fit them, tell objects apart and lead every server to its window, however long", async () => {
    await fc.assert(
      fc.asyncProperty(word(90), word(30), days, async (stack, group, deferrals) => {
        const estate = renamed(stack, group, deferrals);
        const nodes = await builtEstate(estate);
        assert.deepEqual(nodes.flatMap(brokenLimits), []);
        for (const field of ["resourceName", "configurationAssignmentName"]) {
          const names = nodes.flatMap(({ inputs }) => text(inputs[field]) ?? []);
          assert.equal(new Set(names).size, names.length, field);
        }
        const productOf = () => awsProducts["debian-12"];
        for (const { missing, server } of patchPaths(nodes, { productOf })) {
          assert.deepEqual(missing, [], server.name);
        }
      }),
      { numRuns: 5, seed: 4 },
    );
  });

  it("are themselves as long as they fit, and differ wherever the long ones do", () => {
    const limit = fc.integer({ min: 20, max: 128 });
    const check = fc.property(word(60), word(60), limit, (a, b, longest) => {
      const [first, second] = [boundedName(a, longest), boundedName(b, longest)];
      assert.ok(first.length <= longest && second.length <= longest);
      assert.equal(first === a, a.length <= longest);
      assert.equal(first === second, a === b);
      assert.notEqual(
        boundedName(`${a.padEnd(longest)}1`, longest),
        boundedName(`${a.padEnd(longest)}2`, longest),
      );
    });
    fc.assert(check);
  });
});
