import * as guardduty from "@pulumi/aws/guardduty";
import * as securityhub from "@pulumi/aws/securityhub";
import type { Resource } from "@pulumi/pulumi";
import { detectionFeatures } from "../service/account/detection.js";
import { standardArn } from "../service/account/standards.js";
import type { Part } from "./part.js";

/** Notices attacks in a region, and judges it by the standards once its changes are recorded. */
export function createDetection(part: Part, region: string, recorded: readonly Resource[]): void {
  const detector = new guardduty.Detector(
    `${part.name}-detector`,
    {
      ...{ region, enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
      tags: part.tags("detector"),
    },
    part.options("detector"),
  );
  for (const name of detectionFeatures) {
    const role = `detects-${name.toLowerCase().replaceAll("_", "-")}`;
    new guardduty.DetectorFeature(
      `${part.name}-${role}`,
      { region, detectorId: detector.id, name, status: "ENABLED" },
      part.options(role),
    );
  }
  const hub = new securityhub.Account(
    `${part.name}-hub`,
    {
      ...{ region, enableDefaultStandards: false, autoEnableControls: true },
      controlFindingGenerator: "SECURITY_CONTROL",
    },
    // It counts only at birth; changed later it would replace the hub with all that it found.
    { ...part.options("hub", recorded), ignoreChanges: ["enableDefaultStandards"] },
  );
  for (const standard of part.account.standards) {
    const role = `standard-${standard.replaceAll(".", "-")}`;
    new securityhub.StandardsSubscription(
      `${part.name}-${role}`,
      { region, standardsArn: standardArn(standard, region) },
      part.options(role, [hub]),
    );
  }
}
