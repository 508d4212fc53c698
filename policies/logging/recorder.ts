import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const recorder = "aws:cfg/recorder:Recorder";
const status = "aws:cfg/recorderStatus:RecorderStatus";

/** Every change of a resource is on record. */
export const configurationRecorder: Rule = {
  id: "LOG-02",
  title: "AWS Config is switched on and records all types",
  severity: "medium",
  responsible: "provider",
  controls: { "CIS AWS v5.0": ["3.3"], FSBP: ["Config.1"] },
  why: "Without the history of a resource nobody can say since when it has been misconfigured.",
  fix: "Leave allSupported of recordingGroup on, and set isEnabled of the recorder's status to true.",
  tokens: [recorder, status],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A recorder of everything",
        type: recorder,
        inputs: { roleArn: "arn:aws:iam::1:role/c" },
      },
    ],
    fail: [
      {
        title: "A recorder of one type",
        type: recorder,
        inputs: { recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance"] } },
      },
      { title: "A recorder that is off", type: status, inputs: { isEnabled: false } },
    ],
  },
  check: ({ type, inputs }) =>
    type === status
      ? demandFlag(inputs.get("isEnabled"), true, "the recorder is off")
      : demandFlag(
          inputs.get("recordingGroup").get("allSupported"),
          true,
          "some types are not recorded",
          "passes",
        ),
};
