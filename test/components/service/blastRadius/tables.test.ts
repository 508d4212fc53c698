import assert from "node:assert/strict";
import { z } from "zod";
import { radiusTables } from "../../../../components/service/blastRadius/blastRadius.js";
import { differences } from "../../../../components/service/blastRadius/differences.js";
import { hypervMachine } from "../../../../components/service/blastRadius/hyperv.js";
import { physicalMachine } from "../../../../components/service/blastRadius/physical.js";
import type { Inputs, RadiusTable } from "../../../../components/service/blastRadius/table.js";
import { vmmMachine } from "../../../../components/service/blastRadius/vmm.js";
import {
  cloudInputs,
  hypervInputs,
  type PropertyName,
  physicalInputs,
  vmmInputs,
  vsphereInputs,
} from "./schemas.js";

/** The property and everything around it: `disks[*].size`, `disks[*]`, `disks`. */
function around(name: PropertyName): PropertyName[] {
  const outer = /^(.*)(\[\*\]|\.[^.[\]]+)$/.exec(name)?.[1];
  return outer === undefined ? [name] : [name, ...around(outer)];
}

function isIdentity({ identities }: RadiusTable, name: PropertyName): boolean {
  return [...identities].some(([list, key]) => name === `${list}[*].${key}`);
}

function inputsOf(token: string): PropertyName[] {
  if (token === hypervMachine) {
    return hypervInputs();
  }
  if (token === vmmMachine) {
    return vmmInputs();
  }
  if (token === physicalMachine) {
    return physicalInputs();
  }
  if (token.startsWith("aws:") || token.startsWith("command:")) {
    return cloudInputs(token.startsWith("aws:") ? "aws" : "command", token);
  }
  return token.startsWith("azure-native:") ? cloudInputs("azure", token) : vsphereInputs(token);
}

/** Inputs with a value at a place of a table: `{ disks: [{ label: "a", size: value }] }`. */
function inputsWith({ identities }: RadiusTable, name: string, value: unknown): Inputs {
  const build = (path: string, inner: unknown): unknown => {
    const [, outer = "", key = "", element] = /^(?:(.*?)\.)?([^.[\]]+)(\[\*\])?$/.exec(path) ?? [];
    const list = path.replace(/\[\*\]$/, "");
    const identity = identities.get(list) ?? "__index";
    const own = element && typeof inner === "object" ? [{ [identity]: "a", ...inner }] : inner;
    return outer === "" ? { [key]: own } : build(outer, { [key]: own });
  };
  return z.record(z.string(), z.unknown()).parse(build(name, value));
}

describe("the tables of blast radii", () => {
  for (const [token, table] of Object.entries(radiusTables)) {
    const inputs = inputsOf(token);

    it(`${token}: no input is missing`, () => {
      assert.ok(inputs.length > 3);
      const missing = inputs.filter(
        (name) => !isIdentity(table, name) && !around(name).some((part) => table.rules.has(part)),
      );
      assert.deepEqual(missing, []);
    });

    it(`${token}: no rule hides another that is finer`, () => {
      const comings = /\[[+-]\]$/;
      for (const name of [...table.rules.keys()].filter((one) => !comings.test(one))) {
        const [before, after] = [inputsWith(table, name, "a"), inputsWith(table, name, "b")];
        const [found] = differences(table, before, after);
        assert.equal(found?.rule, table.rules.get(name), name);
      }
    });

    it(`${token}: no rule is about an input that there is not`, () => {
      const known = new Set(inputs.flatMap(around));
      const strange = [...table.rules.keys()].filter(
        (name) => !known.has(name.replace(/\[[+-]\]$/, "[*]")),
      );
      assert.deepEqual(strange, []);
    });
  }
});
