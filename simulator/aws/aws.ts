import type { Place, PlatformBehaviour } from "../core/behaviour.js";
import { type JsonObject, objectAt, objectsAt, shown, textAt, textsAt } from "../core/json.js";
import type { Platform } from "../core/platform.js";
import { Refusal } from "../core/refusal.js";
import { packageSpec } from "../core/spec.js";
import { parseTable } from "../core/table.js";
import type { Transaction } from "../core/transaction.js";
import spec from "../data/aws.json";
import table from "../data/aws-behaviour.json";
import { accountFunctions, accountResources } from "./account/account.js";
import { refuseClosedRegion } from "./account/regions.js";
import { volumeAttachment } from "./attachment.js";
import { auditFunctions, backupFramework, backupReport } from "./backupAudit.js";
import { backupPlan, backupSelection } from "./backupPlan.js";
import { restoreTestingPlan, restoreTestingSelection } from "./backupRestoreTest.js";
import { backupFunctions, backupVault, backupVaultLock, backupVaultPolicy } from "./backupVault.js";
import { bucket } from "./bucket.js";
import { allTags, kinds } from "./common.js";
import { computeFunctions } from "./computeFunctions.js";
import { iamFunctions, instanceProfile, role, rolePolicyAttachment } from "./iam.js";
import { identityFunctions } from "./identityFunctions.js";
import { instance } from "./instance.js";
import { instanceState } from "./instanceState.js";
import { alias, key, kmsFunctions } from "./kms.js";
import { interfaceAttachment, interfaceFunctions, networkInterface } from "./networkInterface.js";
import { placementGroup } from "./placementGroup.js";
import { securityGroup } from "./securityGroup.js";
import { egressRule, ingressRule } from "./securityGroupRule.js";
import { patchBaseline, patchGroup } from "./ssmBaseline.js";
import { documentFunctions, ssmDocument } from "./ssmDocument.js";
import { maintenanceWindow } from "./ssmWindow.js";
import { windowTarget, windowTask } from "./ssmWindowMembers.js";
import { tagFunctions } from "./tagFunctions.js";
import { volume } from "./volume.js";

const defaultAccount = "111111111111";
const globalServices = [
  "aws:account/",
  "aws:budgets/",
  "aws:costexplorer/",
  "aws:iam/",
  "aws:organizations/",
  "aws:s3/accountPublicAccessBlock",
];

function connect(world: Transaction, config: JsonObject): Place {
  const region = textAt(config, "region");
  if (region === undefined) {
    throw new Refusal("invalid AWS Region: set aws:region or the provider's region");
  }
  const owner = accountOf(config);
  const [account] = world.all("aws", kinds.account, `${owner}/global`);
  if (account === undefined) {
    throw new Refusal(
      `validating provider credentials: AccessDenied: no access to account ${owner}`,
    );
  }
  const tags = Object.entries(objectAt(objectAt(config, "defaultTags"), "tags"));
  const defaultTags = Object.fromEntries(tags.map(([name, value]) => [name, shown(value)]));
  return { platform: "aws", owner, region, defaultTags };
}

function accountOf(config: JsonObject): string {
  const [assumed] = objectsAt(config, "assumeRoles");
  const [allowed] = textsAt(config, "allowedAccountIds");
  const fromRole = assumed && textAt(assumed, "roleArn")?.split(":")[4];
  const account = fromRole ?? allowed ?? defaultAccount;
  if (allowed !== undefined && !textsAt(config, "allowedAccountIds").includes(account)) {
    throw new Refusal(`AWS account ID not allowed: ${account}`);
  }
  return account;
}

function locate(place: Place, kind: string, args: JsonObject): Place {
  if (globalServices.some((service) => kind.startsWith(service))) {
    return { ...place, region: "global" };
  }
  return { ...place, region: textAt(args, "region") ?? place.region };
}

/** An id of an import may name the region behind an @. */
function located(id: string): { readonly id: string; readonly args: JsonObject } {
  const match = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(id);
  return match === null
    ? { id, args: {} }
    : { id: match[1] ?? id, args: { region: match[2] ?? "" } };
}

const behaviour: PlatformBehaviour = {
  connect,
  enter: refuseClosedRegion,
  locate,
  located,
  computed: allTags,
  resources: {
    ...accountResources,
    [kinds.alias]: alias,
    [kinds.attachment]: volumeAttachment,
    [kinds.backupFramework]: backupFramework,
    [kinds.backupPlan]: backupPlan,
    [kinds.backupReport]: backupReport,
    [kinds.backupSelection]: backupSelection,
    [kinds.backupVault]: backupVault,
    [kinds.backupVaultLock]: backupVaultLock,
    [kinds.backupVaultPolicy]: backupVaultPolicy,
    [kinds.bucket]: bucket,
    [kinds.document]: ssmDocument,
    [kinds.egressRule]: egressRule,
    [kinds.ingressRule]: ingressRule,
    [kinds.instance]: instance,
    [kinds.instanceProfile]: instanceProfile,
    [kinds.instanceState]: instanceState,
    [kinds.interfaceAttachment]: interfaceAttachment,
    [kinds.key]: key,
    [kinds.networkInterface]: networkInterface,
    [kinds.patchBaseline]: patchBaseline,
    [kinds.patchGroup]: patchGroup,
    [kinds.placementGroup]: placementGroup,
    [kinds.policyAttachment]: rolePolicyAttachment,
    [kinds.restoreTestingPlan]: restoreTestingPlan,
    [kinds.restoreTestingSelection]: restoreTestingSelection,
    [kinds.role]: role,
    [kinds.securityGroup]: securityGroup,
    [kinds.volume]: volume,
    [kinds.window]: maintenanceWindow,
    [kinds.windowTarget]: windowTarget,
    [kinds.windowTask]: windowTask,
  },
  functions: {
    ...accountFunctions,
    ...auditFunctions,
    ...backupFunctions,
    ...computeFunctions,
    ...documentFunctions,
    ...iamFunctions,
    ...identityFunctions,
    ...interfaceFunctions,
    ...kmsFunctions,
    ...tagFunctions,
  },
};

/** Amazon Web Services: many accounts of one organization. */
export const aws: Platform = {
  spec: packageSpec.parse(spec),
  table: parseTable(table),
  behaviour,
};
