import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { hypervProgram } from "../../../components/access/hypervProgram.js";
import { sentToHost } from "../../../components/server/hypervDocument.js";
import {
  hypervProgramSha256,
  keepHyperv,
  removeHyperv,
} from "../../../components/service/access/windowsCommands.js";
import { modelledHypervProgram } from "../../../simulator/hyperv/run.js";
import { codeMadeIn, faultsOf, type Grammar, openGrammar } from "./powershell.js";

describe("The program that keeps machines on a Hyper-V host", () => {
  let grammar: Grammar;

  before(async () => {
    grammar = await openGrammar();
  });

  it("is the one that was agreed on, and the one that the simulator is a model of", () => {
    const hash = createHash("sha256").update(hypervProgram()).digest("hex");
    const where = "write this hash into service/access/windowsCommands.ts";
    assert.equal(hypervProgramSha256, hash, where);
    assert.equal(
      modelledHypervProgram,
      hash,
      "look at simulator/hyperv, and write this hash there",
    );
  });

  it("is PowerShell of ASCII, and its commands fit a line of cmd.exe", () => {
    assert.deepEqual(faultsOf(grammar, hypervProgram()), []);
    assert.match(hypervProgram(), /^[\n\x20-\x7e]*$/);
    for (const command of [keepHyperv, removeHyperv]) {
      assert.ok(command.length < 8000);
      assert.match(command, /^[\w .+/=-]+$/);
    }
    assert.notEqual(keepHyperv, removeHyperv);
  });

  it("makes no code of text, and never asks for a machine by its name", () => {
    const made = codeMadeIn(grammar, hypervProgram());
    assert.deepEqual(made, [
      "$Sections[$told[0].Name][0]",
      "$Sections[$section.Name][1 + [int]$Removing]",
    ]);
    assert.doesNotMatch(hypervProgram(), /Get-VM +-|-VMName/);
    // A machine that runs is shut down by its guest; only one that is removed is turned off.
    assert.equal(hypervProgram().match(/-TurnOff/g)?.length, 1);
  });

  it("is the same whatever it is told, which is data on one line of ASCII", () => {
    const agreed = hypervProgram();
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: "binary" }), (value, text) => {
        const [line = "", ...program] = sentToHost("machine", { value, text }).split("\n");
        assert.equal(program.join("\n"), agreed);
        assert.match(line, /^[\x20-\x7e]+$/);
        const told: unknown = { version: 1, sections: { machine: { value, text } } };
        assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(told)));
      }),
    );
  });
});
