import * as iam from "@pulumi/aws/iam";
import * as ssm from "@pulumi/aws/ssm";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";
import {
  type ReleaseContext,
  releaseDocument,
  releaseName,
  releaseRights,
  releaseTrust,
} from "./awsRelease.plan.js";

/** What the tasks of groups that follow a test ring need before they exist. */
export interface ReleaseRunbook {
  /** Name of the runbook. */
  readonly document: ssm.Document;
  readonly role: Resource;
}

/** The runbook that holds groups whose test ring failed, and the role that it runs as. */
export function createReleaseRunbook(
  context: ReleaseContext,
  child: CustomResourceOptions,
): ReleaseRunbook {
  const { name } = context;
  const tags = (role: string) => ({
    [tagKeys.owner]: context.owner,
    [idempotencyTag]: idempotencyKey(name, role),
  });
  const role = new iam.Role(
    `${name}-release-role`,
    {
      name: releaseName(context),
      description: "Lets Systems Manager patch servers whose test ring is well",
      assumeRolePolicy: JSON.stringify(releaseTrust(context)),
      inlinePolicies: [{ name: "release", policy: JSON.stringify(releaseRights(context)) }],
      tags: tags("release-role"),
    },
    child,
  );
  const document = new ssm.Document(
    `${name}-release`,
    {
      name: releaseName(context),
      documentType: "Automation",
      documentFormat: "JSON",
      content: JSON.stringify(releaseDocument),
      tags: tags("release"),
    },
    child,
  );
  return { document, role };
}
