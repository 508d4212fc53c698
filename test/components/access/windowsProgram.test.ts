import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { sent } from "../../../components/access/guests.js";
import { windowsProgram } from "../../../components/access/windowsProgram.js";
import {
  keepWindows,
  showWindowsHostKey,
  windowsProgramSha256,
  windowsScripts,
} from "../../../components/service/access/windowsCommands.js";
import { modelledProgram } from "../../../simulator/guests/windows/run.js";
import { codeMadeIn, faultsOf, type Grammar, openGrammar, textsOf } from "./powershell.js";

describe("The program that keeps a Windows server", () => {
  let grammar: Grammar;

  before(async () => {
    grammar = await openGrammar();
  });

  it("is the one that was agreed on, and the one that the simulator is a model of", () => {
    const hash = createHash("sha256").update(windowsProgram()).digest("hex");
    assert.equal(
      windowsProgramSha256,
      hash,
      "write this hash into service/access/windowsCommands.ts",
    );
    assert.equal(
      modelledProgram,
      hash,
      "look at simulator/guests/windows, and write this hash there",
    );
  });

  it("is PowerShell, as are the commands that start it, and fits a line of cmd.exe", () => {
    for (const script of [windowsProgram(), ...windowsScripts]) {
      assert.deepEqual(faultsOf(grammar, script), []);
      assert.match(script, /^[\n\x20-\x7e]*$/);
    }
    for (const command of [keepWindows, showWindowsHostKey]) {
      assert.ok(command.length < 8000);
      assert.match(command, /^[\w .+/=-]+$/);
    }
    assert.notDeepEqual(faultsOf(grammar, "function A { if ( }"), []);
  });

  it("makes no code of text", () => {
    const commands = textsOf(grammar, windowsProgram(), "command_name");
    assert.ok(commands.includes("Register-ScheduledTask") && commands.length > 100);
    // Whatever is called by a value is a section's own function.
    const made = codeMadeIn(grammar, windowsProgram());
    assert.deepEqual(made, ["$Sections[$property.Name][0]", "$Sections[$name][1]"]);
    const attacks = ["iex $x", "& $x", "& ('a' + 'b')", ". $x", "[ScriptBlock]::Create($x)"];
    for (const attack of attacks) {
      assert.notDeepEqual(codeMadeIn(grammar, attack), [], attack);
    }
  });

  it("is the same whatever a document says, which is data on one line of ASCII", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: "binary" }), (value, text) => {
        const document = { version: 1, sections: { value, text } } as const;
        const [line = "", ...program] = sent(document, "windows").split("\n");
        assert.equal(program.join("\n"), windowsProgram());
        assert.match(line, /^[\x20-\x7e]+$/);
        assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(document)));
      }),
    );
    assert.ok(windowsScripts[0].includes(windowsProgramSha256));
  });
});
