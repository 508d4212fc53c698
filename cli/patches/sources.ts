import { DefaultAzureCredential } from "@azure/identity";
import { platformNames } from "../../components/service/platform.js";
import type { Estate } from "../../stacks/schema/model.js";
import { AwsPatchSource } from "./awsSource.js";
import { AzurePatchSource } from "./azureSource.js";
import type { PatchSources } from "./rows.js";
import { tolerant, unknownSource } from "./source.js";

/** Where the patches of an estate's servers are read, for each platform. */
export function patchSources(estate: Estate): PatchSources {
  const { owner } = estate.customer;
  const patching = `${estate.stack}-patching`;
  const none = unknownSource("its platform tells of no patches, and no source for it is there yet");
  const aws = estate.aws && new AwsPatchSource({ ...estate.aws, owner, patching });
  const azure = estate.azure && {
    ...{ subscription: estate.azure.subscription, owner },
    credential: new DefaultAzureCredential(),
  };
  return {
    aws: aws ? tolerant(platformNames.aws, aws) : none,
    azure: azure ? tolerant(platformNames.azure, new AzurePatchSource(azure)) : none,
    vsphere: none,
  };
}
