import { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AwsBackup, type AwsBackupClass, Server } from "../../../components/index.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { describe as descriptionOf } from "../../../infra/estate.js";
import { cloudInterface } from "../../../infra/interfaces.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { mockEngine } from "../mockEngine.js";

const key = "aws:kms/key:Key";

/** The servers of an estate on AWS and their backups, as they are registered. */
export async function builtBackups(
  estate: Estate,
  classes: Readonly<Record<string, AwsBackupClass>>,
  copies: Readonly<Record<string, string>>,
): Promise<PatchNode[]> {
  const made: PatchNode[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs, provider }) => {
      const urn = `urn:pulumi:stack::project::${type}::${name}`;
      const id = `${name}-id`;
      made.push({ urn, type, name, id, inputs, provider });
      const arn = `arn:aws:x:y:z:thing/${type === key ? id : String(inputs["name"] ?? id)}`;
      return { id, state: { ...inputs, arn, keyId: id } };
    },
  });
  const provider = new Provider("aws-1", { allowedAccountIds: [estate.aws?.account ?? ""] });
  for (const server of estate.servers.filter(({ platform }) => platform === "aws")) {
    if (server.platform === "aws") {
      const { image, instanceType, networks } = server;
      const volumes = { standard: { type: "gp3" }, fast: { type: "gp3" } };
      new Server(server.name, {
        ...descriptionOf(server),
        placement: {
          ...{ platform: "aws", ami: image.ami, instanceType },
          interfaces: networks.map(cloudInterface),
          ...{ vpcId: "vpc-1", availabilityZone: "eu-central-1a", kmsKeyArn: "key" },
          ...{ volumes, instanceProfile: "profile", provider },
        },
      });
    }
  }
  new AwsBackup(
    `${estate.stack}-backups`,
    { estate: estate.stack, owner: estate.customer.owner, classes, copies },
    { providers: [provider] },
  );
  await pulumi.runtime.disconnect();
  return made;
}
