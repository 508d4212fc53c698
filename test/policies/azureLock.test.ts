import assert from "node:assert/strict";
import { azureProductionLock } from "../../policies/ownership/azureLock.js";
import { azureLock, azureMachine } from "../../policies/ownership/productionLock.js";
import { unknown } from "./support/cases.js";
import { judgeStack, type Piece } from "./support/stack.js";
import { verdictOf } from "./support/verdict.js";

const machine = (Environment: unknown): Piece => ({
  ...{ name: "machine", type: azureMachine },
  properties: { id: "/vm/1", tags: { Environment } },
});
const lock = (level: unknown, scope: unknown = "/vm/1", ...from: readonly string[]): Piece => ({
  ...{ name: "lock", type: azureLock, properties: { level, scope }, origins: { scope: from } },
});

describe("The lock of a machine in Azure", () => {
  const cases: readonly (readonly [string, ...Piece[]])[] = [
    ["pass", machine("production"), lock("CanNotDelete")],
    ["pass", machine("production"), lock("ReadOnly")],
    ["pass", machine("production"), lock("CanNotDelete", unknown, "machine")],
    ["pass", machine("test")],
    ["fail", machine("production")],
    ["fail", machine("Production "), lock("NotSpecified")],
    ["fail", machine("production"), lock("CanNotDelete", "/vm/2")],
    ["fail", machine("production"), lock("CanNotDelete", unknown)],
    ["undetermined", machine("production"), lock(unknown)],
    ["undetermined", machine(unknown)],
    ["pass", machine(unknown), lock("CanNotDelete")],
  ];
  for (const [verdict, ...pieces] of cases) {
    const told = pieces.map(({ properties }) => JSON.stringify(properties)).join(" and ");
    it(`${told}: ${verdict}`, () => {
      const nameless = pieces.map((piece) =>
        pieces.some(({ origins }) => origins?.["scope"]?.includes(piece.name))
          ? { ...piece, properties: { ...piece.properties, id: unknown } }
          : piece,
      );
      assert.equal(verdictOf(judgeStack(azureProductionLock, nameless)), verdict);
    });
  }
});
