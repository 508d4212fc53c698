import { DefaultAzureCredential } from "@azure/identity";
import { platformNames } from "../../components/service/platform.js";
import type { Estate } from "../../stacks/schema/model.js";
import type { Ask } from "../guests/asking.js";
import { AwsPatchSource } from "./awsSource.js";
import { AzurePatchSource } from "./azureSource.js";
import { GuestPatchSource } from "./guestSource.js";
import type { PatchSources } from "./rows.js";
import { tolerant, unknownSource } from "./source.js";

/**
 * Where the patches of an estate's servers are read, for each platform.
 *
 * @param ask asks servers that install their patches themselves
 */
export function patchSources(estate: Estate, ask: Ask): PatchSources {
  const { owner } = estate.customer;
  const patching = `${estate.stack}-patching`;
  const none = unknownSource("its platform has no place in the estate");
  const unkept = unknownSource(
    "the catalog has no administration: nothing of ours is on the server",
  );
  const aws = estate.aws && new AwsPatchSource({ ...estate.aws, owner, patching });
  const azure = estate.azure && {
    ...{ subscription: estate.azure.subscription, owner },
    credential: new DefaultAzureCredential(),
  };
  const guests = estate.access === undefined ? unkept : new GuestPatchSource(ask);
  return {
    aws: aws ? tolerant(platformNames.aws, aws) : none,
    azure: azure ? tolerant(platformNames.azure, new AzurePatchSource(azure)) : none,
    vsphere: guests,
    hyperv: guests,
    physical: guests,
  };
}
