import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider as AzureProvider } from "@pulumi/azure-native/provider.js";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { AwsPatching, AzurePatching, type Placement, Server } from "../../../components/index.js";
import { createManagedProfile } from "../../../components/patching/awsManagement.js";
import type { OperatingSystem } from "../../../components/service/operatingSystem.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { keepAccess } from "../../../infra/access.js";
import { awsPatchGroups } from "../../../infra/awsPatching.js";
import { azurePatchGroups } from "../../../infra/azurePatching.js";
import { describe as descriptionOf } from "../../../infra/estate.js";
import { cloudInterface } from "../../../infra/interfaces.js";
import type { Estate, ResolvedServer } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { mockEngine } from "../mockEngine.js";

/** The resources that the servers of an estate and their patching consist of. */
export async function builtEstate(estate: Estate): Promise<PatchNode[]> {
  const made: PatchNode[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs, provider }) => {
      const urn = `urn:pulumi:stack::project::${type}::${name}`;
      made.push({ urn, type, name, id: `${name}-id`, inputs, provider });
      return {
        id: `${name}-id`,
        state: {
          ...inputs,
          uuid: `${name}-id`,
          name: inputs["name"] ?? inputs["resourceGroupName"],
        },
      };
    },
  });
  const placeOf = grounds(estate);
  const { catalog } = readEstate("stacks", "library");
  for (const server of estate.servers) {
    const built = new Server(server.name, { ...descriptionOf(server), placement: placeOf(server) });
    const { access } = estate;
    if (access !== undefined) {
      keepAccess(built, { server, estate, catalog, access }, undefined);
    }
  }
  await pulumi.runtime.disconnect();
  return made;
}

/** Prepares both clouds with their patching, and gives every server its place. */
function grounds(estate: Estate): (server: ResolvedServer) => Placement {
  const { asOf, stack } = estate;
  const { owner } = estate.customer;
  const there = estate.aws ?? { account: "222222222222", region: "eu-central-1" };
  const aws = new AwsProvider("aws-1", { allowedAccountIds: [there.account] });
  const azure = new AzureProvider("azure-1", {
    subscriptionId: estate.azure?.subscription ?? "",
  });
  const instanceProfile = createManagedProfile(stack, { provider: aws });
  const [onAws, onAzure] = [awsPatchGroups(estate), azurePatchGroups(estate)];
  const disk = { standard: { type: "standard" }, fast: { type: "fast" } };
  const resourceGroup = `co-managed-${stack}`;
  const group = new resources.ResourceGroup(
    `${stack}-azure-group`,
    { resourceGroupName: resourceGroup, location },
    { provider: azure },
  );
  const resourceGroupName = group.name;
  new AwsPatching(
    `${stack}-patching`,
    { asOf, owner, ...there, groups: onAws },
    { providers: [aws] },
  );
  new AzurePatching(
    `${stack}-azure-patching`,
    { asOf, owner, location, resourceGroup, resourceGroupName, groups: onAzure },
    { providers: [azure] },
  );
  return (server) => {
    switch (server.platform) {
      case "vsphere":
        return onVsphere(server.os);
      case "hyperv":
      case "physical":
        throw new Error("no server of these estates stands there");
      case "aws": {
        const { image, instanceType, networks } = server;
        return {
          ...{ platform: "aws", ami: image.ami, instanceType },
          interfaces: networks.map(cloudInterface),
          ...{ vpcId: "vpc-1", availabilityZone: "eu-central-1a", kmsKeyArn: "key" },
          ...{ volumes: disk, instanceProfile, provider: aws },
        };
      }
      case "azure": {
        const { image, machineType, networks, os } = server;
        const administrator =
          os === "linux"
            ? { os, name: "comanaged", sshPublicKey: "ssh-ed25519 AAAA" }
            : { os, name: "comanaged", password: pulumi.output("secret") };
        return {
          ...{ platform: "azure", image: image.azure, machineType },
          interfaces: networks.map(cloudInterface),
          ...{ administrator, location, resourceGroupName, diskEncryptionSetId: "key" },
          ...{ diskTypes: disk, provider: azure },
        };
      }
    }
  };
}

const location = "germanywestcentral";

/** A place in a vCenter. */
export const onVsphere = (os: OperatingSystem): Placement => ({
  platform: "vsphere",
  resourcePoolId: "resgroup-1",
  folder: "co-managed",
  interfaces: [{ networkId: "network-1" }],
  customization: { domain: "example.edu", timeZone: "Europe/Berlin" },
  datastoreIds: { standard: "datastore-1", fast: "datastore-2" },
  template: { uuid: "uuid", guestId: guestIds[os] },
  tagIds: [],
  attributeIds: { estate: "201", key: "202" },
});

const guestIds = { linux: "debian12_64Guest", windows: "windows2019srvNext_64Guest" } as const;
