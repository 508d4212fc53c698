import type { FunctionBehaviour, Scene } from "../../core/behaviour.js";
import { textsAt } from "../../core/json.js";
import { Refusal } from "../../core/refusal.js";
import { kinds } from "../common.js";

/** Regions that are on in every account. */
const always = [
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "sa-east-1",
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
];

/** The regions that are on in the scene's account. */
function regionsOf({ world, place }: Scene): readonly string[] {
  const [account] = world.all("aws", kinds.account, `${place.owner}/global`);
  return [...always, ...(account ? textsAt(account.properties, "optedIn") : [])].sort();
}

/** A region that an account has not opted in to knows nothing of its credentials. */
export function refuseClosedRegion(scene: Scene): void {
  const { region } = scene.place;
  if (region !== "global" && !regionsOf(scene).includes(region)) {
    throw new Refusal(
      "https response error StatusCode: 401, api error UnrecognizedClientException: " +
        `The security token included in the request is invalid (${region} is not enabled).`,
    );
  }
}

const getRegions: FunctionBehaviour = (scene) => ({
  id: "aws",
  names: [...regionsOf(scene)],
});

/** What programs ask about regions. */
export const regionFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:index/getRegions:getRegions": getRegions,
};
