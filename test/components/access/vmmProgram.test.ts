import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { vmmProgram } from "../../../components/access/vmmProgram.js";
import { sentToHost } from "../../../components/server/hypervDocument.js";
import {
  keepVmm,
  removeVmm,
  vmmProgramSha256,
} from "../../../components/service/access/windowsCommands.js";
import { modelledVmmProgram } from "../../../simulator/vmm/run.js";
import { codeMadeIn, faultsOf, type Grammar, openGrammar, textsOf } from "./powershell.js";

/** The cmdlets that the reference of the VirtualMachineManager module has. */
const documented =
  /^(?:Get-SC(?:VMMServer|VMHost|VirtualMachine|CustomProperty|VirtualDiskDrive|VirtualHardDisk|VMCheckpoint|VMNetwork|VirtualNetworkAdapter)|(?:New|Set|Remove|Read|Start|Stop)-SCVirtualMachine|(?:New|Set|Remove)-SCVMCheckpoint|(?:New|Remove|Expand)-SCVirtualDiskDrive|(?:New|Set|Remove)-SCVirtualNetworkAdapter|New-SCCustomProperty|Set-SCCustomPropertyValue)$/;

describe("The program that keeps machines through Virtual Machine Manager", () => {
  let grammar: Grammar;

  before(async () => {
    grammar = await openGrammar();
  });

  it("is the one that was agreed on, and the one that the simulator is a model of", () => {
    const hash = createHash("sha256").update(vmmProgram()).digest("hex");
    assert.equal(vmmProgramSha256, hash, "write this hash into service/access/windowsCommands.ts");
    assert.equal(modelledVmmProgram, hash, "look at simulator/vmm, and write this hash there");
  });

  it("is PowerShell of ASCII, and its commands fit a line of cmd.exe", () => {
    assert.deepEqual(faultsOf(grammar, vmmProgram()), []);
    assert.match(vmmProgram(), /^[\n\x20-\x7e]*$/);
    for (const command of [keepVmm, removeVmm]) {
      assert.ok(command.length < 8000);
      assert.match(command, /^[\w .+/=-]+$/);
    }
    assert.notEqual(keepVmm, removeVmm);
  });

  it("knows the commands that it names: its own, PowerShell's and those of VMM's reference", () => {
    const names = new Set(textsOf(grammar, vmmProgram(), "command_name"));
    const own = new Set(textsOf(grammar, vmmProgram(), "function_name"));
    const ofPowerShell =
      /^(?:ConvertFrom-Json|ConvertTo-Json|ForEach-Object|Get-Item|Move-Item|New-Item|New-ItemProperty|Remove-ItemProperty|Set-StrictMode|Sort-Object|Start-Sleep|Test-Path|Where-Object)$/;
    const strange = [...names].filter(
      (name) => !own.has(name) && !documented.test(name) && !ofPowerShell.test(name),
    );
    assert.deepEqual(strange, []);
    assert.equal(names.has("New-SCVirtualMachine"), true);
  });

  it("makes no code of text, and never goes past VMM or asks for a machine by its name", () => {
    const made = codeMadeIn(grammar, vmmProgram());
    assert.deepEqual(made, [
      "$Sections[$told[0].Name][0]",
      "$Sections[$section.Name][1 + [int]$Removing]",
    ]);
    assert.doesNotMatch(vmmProgram(), /-(?:VM|VHD|VMFirmware|VMProcessor|VMSnapshot)\b +-/);
    assert.doesNotMatch(vmmProgram(), /Get-SCVirtualMachine +-(?!ID)|-VMName/);
    // A machine that runs is shut down by its guest; only one that is removed is turned off.
    assert.equal(vmmProgram().match(/Stop-SCVirtualMachine -VM \$\w+ -Force/g)?.length, 1);
    assert.equal(vmmProgram().match(/Stop-SCVirtualMachine/g)?.length, 2);
  });

  it("is the same whatever it is told, which is data on one line of ASCII", () => {
    const agreed = vmmProgram();
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: "binary" }), (value, text) => {
        const sent = sentToHost("machine", { value, text }, agreed);
        const [line = "", ...program] = sent.split("\n");
        assert.equal(program.join("\n"), agreed);
        assert.match(line, /^[\x20-\x7e]+$/);
        const told: unknown = { version: 1, sections: { machine: { value, text } } };
        assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(told)));
      }),
    );
  });
});
