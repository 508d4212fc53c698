import type { FunctionBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { objectsAt, textAt, textsAt } from "../core/json.js";
import { accountKinds, there } from "./account/kinds.js";
import { globally, here, kinds } from "./common.js";
import { filtered, property, tagsOf } from "./filters.js";
import { arn } from "./ids.js";

const groupFilters = {
  "group-id": ({ id }: WorldObject) => id,
  "group-name": property("name"),
  "vpc-id": property("vpcId"),
};

const ruleFilters = {
  "group-id": property("securityGroupId"),
  "security-group-rule-id": ({ id }: WorldObject) => id,
};

const getSecurityGroups: FunctionBehaviour = (scene, args) => {
  const all = here(scene, kinds.securityGroup);
  const found = filtered(all, args, groupFilters, "DescribeSecurityGroups");
  return {
    id: scene.place.region,
    ids: found.map(({ id }) => id),
    arns: found.map(({ properties }) => textAt(properties, "arn") ?? ""),
    vpcIds: found.map(({ properties }) => textAt(properties, "vpcId") ?? ""),
    region: scene.place.region,
  };
};

const getSecurityGroupRules: FunctionBehaviour = (scene, args) => {
  const all = [...here(scene, kinds.ingressRule), ...here(scene, kinds.egressRule)];
  const found = filtered(all, args, ruleFilters, "DescribeSecurityGroupRules");
  return {
    id: scene.place.region,
    ids: found.map(({ id }) => id),
    region: scene.place.region,
  };
};

/** The kinds that the tagging service knows, by the resource type that it calls them. */
const tagged = [
  ["backup:backup-plan", kinds.backupPlan],
  ["backup:restore-testing-plan", kinds.restoreTestingPlan],
  ["ec2:instance", kinds.instance],
  ["ec2:security-group", kinds.securityGroup],
  ["ec2:placement-group", kinds.placementGroup],
  ["ec2:volume", kinds.volume],
  ["kms:key", kinds.key],
  ["ssm:document", kinds.document],
  ["ssm:maintenancewindow", kinds.window],
  ["ssm:patchbaseline", kinds.patchBaseline],
] as const;

const getResources: FunctionBehaviour = (scene, args) => {
  const wanted = textsAt(args, "resourceTypeFilters");
  const asked = tagged.filter(([type]) => wanted.length === 0 || wanted.includes(type));
  const matches = ({ properties }: WorldObject) =>
    objectsAt(args, "tagFilters").every((filter) => {
      const value = textAt(tagsOf(properties), textAt(filter, "key") ?? "");
      const values = textsAt(filter, "values");
      return value !== undefined && (values.length === 0 || values.includes(value));
    });
  const ofAccount = wanted.length === 0 ? taggedInAccounts(scene) : [];
  const found = [
    ...asked.flatMap(([type, kind]) =>
      here(scene, kind)
        .filter(matches)
        .map((object) => ({ ...object, arn: arnOf(scene, type, object) })),
    ),
    ...ofAccount.filter(matches).map((object) => ({ ...object, arn: arnOf(scene, "", object) })),
  ];
  return {
    id: scene.place.owner,
    region: scene.place.region,
    resourceTagMappingLists: found.map(({ arn: resourceArn, properties }) => ({
      complianceDetails: [],
      resourceArn,
      tags: tagsOf(properties),
    })),
  };
};

/** What belongs to the baseline of an account and can be found by its tags only. */
function taggedInAccounts(scene: Scene): WorldObject[] {
  const isForCosts = scene.place.region === "us-east-1";
  return [
    ...there(scene, accountKinds.flowLog),
    ...(isForCosts ? there(globally(scene), accountKinds.anomalyMonitor) : []),
    ...(isForCosts ? there(globally(scene), accountKinds.anomalySubscription) : []),
  ];
}

/** The ARN of an object, which a provider does not tell of every type. */
function arnOf({ place }: Scene, type: string, { id, properties }: WorldObject): string {
  const [service = "", name = ""] = type.split(":");
  return textAt(properties, "arn") ?? arn(place, service, `${name}/${id}`);
}

/** What programs ask about objects by their tags. */
export const tagFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:ec2/getSecurityGroups:getSecurityGroups": getSecurityGroups,
  "aws:resourcegroupstaggingapi/getResources:getResources": getResources,
  "aws:vpc/getSecurityGroupRules:getSecurityGroupRules": getSecurityGroupRules,
};
