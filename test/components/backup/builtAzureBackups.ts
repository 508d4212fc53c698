import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AzureBackup, type AzureBackupClass, Server } from "../../../components/index.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { describe as descriptionOf } from "../../../infra/estate.js";
import { cloudInterface } from "../../../infra/interfaces.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { mockEngine } from "../mockEngine.js";

const location = "germanywestcentral";
const subscription = "2c2c2c2c-0000-4000-8000-000000000002";

/** The servers of an estate on Azure and their backups, as they are registered. */
export async function builtAzureBackups(
  estate: Estate,
  classes: Readonly<Record<string, AzureBackupClass>>,
): Promise<PatchNode[]> {
  const made: PatchNode[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs, provider }) => {
      const urn = `urn:pulumi:stack::project::${type}::${name}`;
      const id = `${name}-id`;
      made.push({ urn, type, name, id, inputs, provider });
      const called = inputs["vaultName"] ?? inputs["resourceGroupName"];
      return { id, state: { ...inputs, name: called } };
    },
  });
  const provider = new Provider("azure-1", { subscriptionId: subscription });
  const backups = new AzureBackup(
    `${estate.stack}-azure-backups`,
    {
      ...{ estate: estate.stack, owner: estate.customer.owner, location, classes },
    },
    { providers: [provider] },
  );
  for (const server of estate.servers) {
    if (server.platform === "azure") {
      const { image, machineType, networks, backupClass } = server;
      new Server(server.name, {
        ...descriptionOf(server),
        placement: {
          ...{ platform: "azure", image: image.azure, machineType, location, provider },
          interfaces: networks.map(cloudInterface),
          administrator: { os: "linux", name: "comanaged", sshPublicKey: "ssh-ed25519 AAAA" },
          ...{ resourceGroupName: `co-managed-${estate.stack}`, diskEncryptionSetId: "key" },
          diskTypes: { standard: { type: "Premium_LRS" }, fast: { type: "Premium_LRS" } },
          protection: backups.protectionOf(backupClass),
        },
      });
    }
  }
  await pulumi.runtime.disconnect();
  return made;
}
