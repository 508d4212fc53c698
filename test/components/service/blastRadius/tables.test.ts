import assert from "node:assert/strict";
import { radiusTables } from "../../../../components/service/blastRadius/blastRadius.js";
import type { RadiusTable } from "../../../../components/service/blastRadius/table.js";
import { cloudInputs, type PropertyName, vsphereInputs } from "./schemas.js";

/** The property and everything around it: `disks[*].size`, `disks[*]`, `disks`. */
function around(name: PropertyName): PropertyName[] {
  const outer = /^(.*)(\[\*\]|\.[^.[\]]+)$/.exec(name)?.[1];
  return outer === undefined ? [name] : [name, ...around(outer)];
}

function isIdentity({ identities }: RadiusTable, name: PropertyName): boolean {
  return [...identities].some(([list, key]) => name === `${list}[*].${key}`);
}

function inputsOf(token: string): PropertyName[] {
  if (token.startsWith("aws:") || token.startsWith("command:")) {
    return cloudInputs(token.startsWith("aws:") ? "aws" : "command", token);
  }
  return token.startsWith("azure-native:") ? cloudInputs("azure", token) : vsphereInputs(token);
}

describe("the tables of blast radii", () => {
  for (const [token, table] of Object.entries(radiusTables)) {
    const inputs = inputsOf(token);

    it(`${token}: no input is missing`, () => {
      assert.ok(inputs.length > 4);
      const missing = inputs.filter(
        (name) => !isIdentity(table, name) && !around(name).some((part) => table.rules.has(part)),
      );
      assert.deepEqual(missing, []);
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
