import type { FunctionBehaviour, ResourceBehaviour } from "../../core/behaviour.js";
import { kinds } from "../common.js";
import { analyzer } from "./analyzer.js";
import { bucketFunctions, bucketLifecycle, bucketPart } from "./buckets.js";
import { cloudControlFunctions } from "./cloudControl.js";
import { channel, recorder, recorderStatus } from "./config.js";
import { anomalyMonitor, anomalySubscription, budget, costFunctions } from "./costs.js";
import { detector, detectorFeature, detectorFunctions } from "./guardDuty.js";
import {
  identityLooks,
  oidcProvider,
  policy,
  rolePolicy,
  samlProvider,
  serviceLinkedRole,
} from "./identity.js";
import { accountKinds } from "./kinds.js";
import { defaultGroup, flowLog, networkFunctions } from "./networks.js";
import { eventRule, eventTarget, topic, topicPolicy, topicSubscription } from "./notices.js";
import {
  delegation,
  organization,
  organizationAdmin,
  organizationFunctions,
  organizationPolicy,
  policyAttachment,
} from "./organizations.js";
import { regionFunctions } from "./regions.js";
import { hub, hubFunctions, standard } from "./securityHub.js";
import { settings } from "./settings.js";
import { trail } from "./trail.js";

/** What the baselines of accounts and organizations consist of. */
export const accountResources: Readonly<Record<string, ResourceBehaviour>> = {
  ...settings,
  [accountKinds.adminGuardDuty]: organizationAdmin(accountKinds.adminGuardDuty),
  [accountKinds.adminSecurityHub]: organizationAdmin(accountKinds.adminSecurityHub),
  [accountKinds.analyzer]: analyzer,
  [accountKinds.anomalyMonitor]: anomalyMonitor,
  [accountKinds.anomalySubscription]: anomalySubscription,
  [accountKinds.bucketEncryption]: bucketPart,
  [accountKinds.bucketLifecycle]: bucketLifecycle,
  [accountKinds.bucketLogging]: bucketPart,
  [accountKinds.bucketOwnership]: bucketPart,
  [accountKinds.bucketPolicy]: bucketPart,
  [accountKinds.bucketPublicBlock]: bucketPart,
  [accountKinds.bucketVersioning]: bucketPart,
  [accountKinds.budget]: budget,
  [accountKinds.channel]: channel,
  [accountKinds.defaultGroup]: defaultGroup,
  [accountKinds.delegation]: delegation,
  [accountKinds.detector]: detector,
  [accountKinds.detectorFeature]: detectorFeature,
  [accountKinds.eventRule]: eventRule,
  [accountKinds.eventTarget]: eventTarget,
  [accountKinds.flowLog]: flowLog,
  [accountKinds.hub]: hub,
  [accountKinds.oidcProvider]: oidcProvider,
  [accountKinds.organizationPolicy]: organizationPolicy,
  [accountKinds.organizationPolicyAttachment]: policyAttachment,
  [accountKinds.policy]: policy,
  [accountKinds.recorder]: recorder,
  [accountKinds.recorderStatus]: recorderStatus,
  [accountKinds.rolePolicy]: rolePolicy,
  [accountKinds.samlProvider]: samlProvider,
  [accountKinds.serviceLinkedRole]: serviceLinkedRole,
  [accountKinds.standard]: standard,
  [accountKinds.topic]: topic,
  [accountKinds.topicPolicy]: topicPolicy,
  [accountKinds.topicSubscription]: topicSubscription,
  [accountKinds.trail]: trail,
  [kinds.organization]: organization,
};

/** What programs ask about them. */
export const accountFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  ...bucketFunctions,
  ...cloudControlFunctions,
  ...costFunctions,
  ...detectorFunctions,
  ...hubFunctions,
  ...identityLooks,
  ...networkFunctions,
  ...organizationFunctions,
  ...regionFunctions,
};
