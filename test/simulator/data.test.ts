import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { aws } from "../../simulator/aws/aws.js";
import { azure } from "../../simulator/azure/azure.js";
import { showPath } from "../../simulator/core/path.js";
import type { Platform } from "../../simulator/core/platform.js";
import { formatSpec } from "../../simulator/data/formatSpec.js";
import { awsSpec } from "../../simulator/data/generateAws.js";
import { azureSpec } from "../../simulator/data/generateAzure.js";
import { commandSpec } from "../../simulator/data/generateCommand.js";
import { specOfSchema } from "../../simulator/data/generateVsphere.js";
import { vsphere } from "../../simulator/vsphere/vsphere.js";

describe("the data of the platforms", () => {
  it("is what the declarations of @pulumi/aws say", () => {
    const committed = readFileSync("simulator/data/aws.json", "utf8");
    assert.ok(committed === formatSpec(awsSpec()), "run node dist/simulator/data/generateAws.js");
  });

  it("is what the declarations of @pulumi/azure-native say", () => {
    const committed = readFileSync("simulator/data/azure.json", "utf8");
    const fresh = formatSpec(azureSpec());
    assert.ok(committed === fresh, "run node dist/simulator/data/generateAzure.js");
  }).timeout(10_000);

  it("is what the declarations of @pulumi/command say", () => {
    const committed = readFileSync("simulator/data/command.json", "utf8");
    const fresh = formatSpec(commandSpec());
    assert.ok(committed === fresh, "run node dist/simulator/data/generateCommand.js");
  });

  it("is what the schema of the vSphere bindings says", () => {
    const fresh = formatSpec(specOfSchema(readFileSync("sdks/vsphere/schema.json", "utf8")));
    const committed = readFileSync("simulator/data/vsphere.json", "utf8");
    assert.ok(committed === fresh, "run node dist/simulator/data/generateVsphere.js");
  });

  for (const platform of [aws, azure, vsphere]) {
    it(`has rules only for types and properties that ${platform.spec.name} has`, () => {
      assert.deepEqual(strayRules(platform), []);
    });

    it(`has code only for types and functions that ${platform.spec.name} has`, () => {
      const { resources, functions } = platform.behaviour;
      const stray = [
        ...Object.keys(resources).filter((token) => !(token in platform.spec.resources)),
        ...Object.keys(functions).filter((token) => !(token in platform.spec.functions)),
      ];
      assert.deepEqual(stray, []);
    });
  }
});

/** Paths of the table's rules that lead to no property. */
function strayRules({ spec, table }: Platform): string[] {
  return Object.entries(table).flatMap(([token, rules]) => {
    const resource = spec.resources[token];
    if (resource === undefined) {
      return [token];
    }
    const outputs = [...resource.outputs.always, ...resource.outputs.sometimes];
    const named = [
      ...rules.replaces,
      ...rules.keeps,
      ...rules.sets,
      ...rules.documents,
      ...rules.ownKeys,
      ...Object.keys(rules.defaults),
      ...Object.keys(rules.blanks),
      ...Object.keys(rules.allowed),
      ...Object.keys(rules.patterns),
      ...Object.keys(rules.ranges),
    ];
    const stray = named.filter((path) => !leads(spec, resource.inputs.properties, path));
    const unread = rules.notRead.filter(
      (key) => !outputs.includes(key) && !(key in resource.inputs.properties),
    );
    return [...stray, ...unread].map((path) => `${token} ${path}`);
  });
}

function leads(
  spec: Platform["spec"],
  properties: Readonly<Record<string, string>>,
  path: string,
): boolean {
  const [head = "", ...rest] = path.replaceAll("[*]", "").split(".");
  const type = properties[head];
  if (type === undefined || rest.length === 0) {
    return type !== undefined;
  }
  const nested = spec.types[type.replace("[]", "").slice(1)];
  return nested !== undefined && leads(spec, nested.properties, rest.join("."));
}

describe("paths", () => {
  it("are shown as Pulumi writes them", () => {
    assert.equal(showPath(["disks", 1, "size"]), "disks[1].size");
    assert.equal(showPath(["tags", "co-managed:owner"]), 'tags["co-managed:owner"]');
  });
});
