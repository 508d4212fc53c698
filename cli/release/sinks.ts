import { DefaultAzureCredential } from "@azure/identity";
import { azureGroupName } from "../../components/service/azureGroupName.js";
import type { Estate } from "../../stacks/schema/model.js";
import type { Ask } from "../guests/asking.js";
import { AwsReleaseSink } from "./awsSink.js";
import { AzureReleaseSink } from "./azureSink.js";
import { GuestReleaseSink } from "./guestSink.js";
import type { ReleaseSinks } from "./sink.js";

/**
 * Who is told of releases of an estate's groups.
 *
 * @param ask asks servers that install their patches themselves
 */
export function releaseSinks(
  { stack, customer, aws, azure, access }: Estate,
  ask: Ask,
): ReleaseSinks {
  return {
    ...(access && {
      vsphere: new GuestReleaseSink(ask),
      hyperv: new GuestReleaseSink(ask),
      physical: new GuestReleaseSink(ask),
    }),
    ...(aws && {
      aws: new AwsReleaseSink({
        patching: `${stack}-patching`,
        client: { region: aws.region, maxAttempts: 8, retryMode: "standard" },
      }),
    }),
    ...(azure && {
      azure: new AzureReleaseSink({
        subscription: azure.subscription,
        resourceGroup: azureGroupName(stack),
        owner: customer.owner,
        credential: new DefaultAzureCredential(),
      }),
    }),
  };
}
