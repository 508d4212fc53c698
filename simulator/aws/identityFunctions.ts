import type { FunctionBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, textAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { kinds } from "./common.js";

const getCallerIdentity: FunctionBehaviour = ({ place }) => ({
  accountId: place.owner,
  arn: `arn:aws:sts::${place.owner}:assumed-role/simulated/session`,
  id: place.owner,
  userId: "AROASIMULATED:session",
});

const getPartition: FunctionBehaviour = () => ({
  dnsSuffix: "amazonaws.com",
  id: "aws",
  partition: "aws",
  reverseDnsPrefix: "com.amazonaws",
});

const getRegion: FunctionBehaviour = ({ place }, args) => {
  const region = textAt(args, "region") ?? textAt(args, "name") ?? place.region;
  return {
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
    id: region,
    name: region,
    region,
  };
};

const getOrganization: FunctionBehaviour = (scene) => {
  const own = accounts(scene).find(({ id }) => id === scene.place.owner);
  const id = own && textAt(own.properties, "organizationId");
  const [organization] = scene.world
    .all("aws", kinds.organization)
    .filter((candidate) => candidate.id === id);
  if (organization === undefined) {
    throw new Refusal(`AWSOrganizationsNotInUseException: account ${scene.place.owner}`);
  }
  const members = accounts(scene)
    .filter(({ properties }) => properties["organizationId"] === id)
    .map(({ id: accountId, properties }): JsonObject => ({ ...properties, id: accountId }));
  const master = textAt(organization.properties, "masterAccountId");
  return {
    ...organization.properties,
    accounts: members,
    id: organization.id,
    nonMasterAccounts: members.filter((member) => member["id"] !== master),
  };
};

function accounts({ world }: Scene): WorldObject[] {
  return world.all("aws", kinds.account);
}

/** Who asks, and where. */
export const identityFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:index/getRegion:getRegion": getRegion,
  "aws:organizations/getOrganization:getOrganization": getOrganization,
};
