import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { exceptionsOf, policyConfig } from "../../cli/policyConfig/command.js";
import { problemsOf, withFolder } from "./refusal.js";

const files = {
  "catalog.yaml": readFileSync("stacks/catalog.yaml", "utf8"),
  "chemistry.estate.yaml": readFileSync("stacks/chemistry.estate.yaml", "utf8"),
};

const sound = `exceptions:
  - rule: ENC-02
    resource: legacy-*
    reason: The vendor's appliance boots from no encrypted disk.
    owner: head@chemistry.example.edu
    ticket: CHG-4711
    approver: duty-manager@provider.example.edu
    until: 2026-12-31
`;

/** The problems of a file of exceptions, as `line:column path message`. */
function problems(text: string): readonly string[] {
  return withFolder({ ...files, "chemistry.exceptions.yaml": text }, (folder) =>
    problemsOf(() => policyConfig(exceptionsOf(folder, "chemistry"), {})).map(
      ({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`,
    ),
  );
}

describe("The exceptions of an estate", () => {
  it("become the configuration of the policy packs", () => {
    const config = withFolder({ ...files, "chemistry.exceptions.yaml": sound }, (folder) =>
      policyConfig(exceptionsOf(folder, "chemistry"), {}),
    );
    assert.deepEqual(config, {
      "EXC-01": {
        asOf: "2026-11-21",
        approvers: ["service-owner@provider.example.edu", "duty-manager@provider.example.edu"],
        exceptions: [
          {
            ...{ rule: "ENC-02", resource: "legacy-*", ticket: "CHG-4711", until: "2026-12-31" },
            reason: "The vendor's appliance boots from no encrypted disk.",
            owner: "head@chemistry.example.edu",
            approver: "duty-manager@provider.example.edu",
          },
        ],
      },
    });
  });

  it("are none without a file", () => {
    const config = withFolder(files, (folder) =>
      policyConfig(exceptionsOf(folder, "chemistry"), {}),
    );
    assert.deepEqual(Object(config["EXC-01"]).exceptions, []);
  });

  it("are refused with every mistake at its line", () => {
    assert.deepEqual(problems(sound), []);
    const wrong = sound
      .replace("ENC-02", "ENC-99")
      .replace("ticket", "tikcet")
      .replace("2026-12-31", "soon")
      .replace("duty-manager@provider.example.edu", "somebody");
    const found = problems(wrong);
    assert.deepEqual(
      found.map((text) => text.split(":").slice(0, 2).join(":")),
      [
        "2:11 exceptions.0.rule",
        "6:5 exceptions.0.tikcet",
        "7:15 exceptions.0.approver",
        "8:12 exceptions.0.until",
      ],
    );
    assert.match(found[0] ?? "", /there is no rule "ENC-99"/);
  });
});
