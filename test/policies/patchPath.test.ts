import assert from "node:assert/strict";
import { patchPath } from "../../policies/patching/patchPath.js";
import { unknown } from "./support/cases.js";
import { judgeStack, type Piece } from "./support/stack.js";

const [example] = patchPath.examples.pass;
const whole: readonly Piece[] = example?.resources ?? [];

/** The stack with some properties of one resource replaced. */
function changed(
  name: string,
  properties: Piece["properties"],
  origins: Piece["origins"] = {},
): readonly Piece[] {
  return whole.map((piece) =>
    piece.name === name
      ? { ...piece, properties: { ...piece.properties, ...properties }, origins }
      : piece,
  );
}

function verdicts(pieces: readonly Piece[]): readonly string[] {
  return judgeStack(patchPath, pieces).map(({ verdict, message }) => `${verdict}: ${message}`);
}

const byTag = (key: string, ...values: readonly string[]) => ({ targets: [{ key, values }] });
const command = (...values: readonly string[]) => ({
  taskInvocationParameters: {
    runCommandParameters: { parameters: [{ name: "Operation", values }] },
  },
});

describe("The path from a server on AWS to its window", () => {
  it("holds when nothing is known but tags and where ids come from", () => {
    const origins: Record<string, Piece["origins"]> = {
      target: { windowId: ["window"] },
      task: { windowId: ["window"], targets: ["target"] },
      group: { baselineId: ["baseline"] },
    };
    const fresh = whole.map((piece): Piece => {
      const text = JSON.stringify(piece.properties).replace(/"(mw|wt|pb)-1"/g, `"${unknown}"`);
      const own = origins[piece.name];
      return { ...piece, properties: JSON.parse(text), ...(own && { origins: own }) };
    });
    assert.deepEqual(verdicts(fresh), []);
    const foreign = fresh.map((piece) =>
      piece.name === "task" ? { ...piece, origins: { windowId: ["window"] } } : piece,
    );
    assert.equal(verdicts(foreign).length, 1);
  });

  it("breaks at every resource that is taken away, and says where", () => {
    const missing = Object.fromEntries(
      whole
        .slice(1)
        .map(({ name }) => [name, verdicts(whole.filter((piece) => piece.name !== name))]),
    );
    const begin = "fail: the path breaks off: web-1 ->";
    assert.deepEqual(missing, {
      window: [
        "undetermined: whether the path holds is not known: " +
          "web-1 -> target -> (its window is not in this stack)",
      ],
      target: [`${begin} (no target of a maintenance window selects the server)`],
      task: [`${begin} target -> window -> (no task of the window works on the target)`],
      baseline: [
        "undetermined: whether the path holds is not known: " +
          "web-1 -> group -> (its baseline is not in this stack)",
      ],
      group: [`${begin} (no patch group has the value of its tag)`],
    });
  });

  const wrong: readonly (readonly [string, string, readonly Piece[]])[] = [
    ["a server without tags", "fail", changed("web-1", { tags: {} })],
    ["a server of another group", "fail", changed("web-1", { tags: { PatchGroup: "test" } })],
    ["a target of another tag", "fail", changed("target", byTag("tag:Owner", "production"))],
    ["a target without values", "fail", changed("target", byTag("tag:PatchGroup"))],
    [
      "a target with one criterion too many",
      "fail",
      changed("target", {
        targets: [
          { key: "tag:PatchGroup", values: ["production"] },
          { key: "tag:Owner", values: ["library"] },
        ],
      }),
    ],
    ["a window that is off", "fail", changed("window", { enabled: false })],
    ["a task of another window", "fail", changed("task", { windowId: "mw-2" })],
    ["a task on another target", "fail", changed("task", byTag("WindowTargetIds", "wt-2"))],
    ["a task of another type", "fail", changed("task", { taskType: "LAMBDA" })],
    ["an unknown type", "undetermined", changed("task", { taskType: unknown })],
    ["a task that only scans", "fail", changed("task", command("Scan"))],
    ["a task with another document", "fail", changed("task", { taskArn: "AWS-RunShellScript" })],
    ["unknown tags", "undetermined", changed("web-1", { tags: unknown })],
    ["an unknown group", "undetermined", changed("web-1", { tags: { PatchGroup: unknown } })],
    ["an unknown target", "undetermined", changed("target", { targets: unknown })],
    ["an unknown value", "undetermined", changed("target", byTag("tag:PatchGroup", unknown))],
    ["an unknown switch", "undetermined", changed("window", { enabled: unknown })],
    ["an unknown operation", "undetermined", changed("task", command(unknown))],
    ["unknown parameters", "undetermined", changed("task", { taskInvocationParameters: unknown })],
  ];

  for (const [title, verdict, pieces] of wrong) {
    it(`does not hold with ${title}`, () => {
      const found = judgeStack(patchPath, pieces).map((finding) => finding.verdict);
      assert.deepEqual([...new Set(found)], [verdict]);
    });
  }

  it("holds for a server that a target names itself", () => {
    const pieces = changed("target", byTag("InstanceIds", "i-1")).map((piece) =>
      piece.name === "web-1" ? { ...piece, properties: { ...piece.properties, id: "i-1" } } : piece,
    );
    assert.deepEqual(verdicts(pieces), []);
  });
});
