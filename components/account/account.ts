import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { AccountDescription } from "../service/account/description.js";
import { serviceRole } from "../service/account/identity.js";
import { noticedRegions } from "../service/account/notices.js";
import type { RegionGround } from "./asked.js";
import { createContacts } from "./contacts.js";
import { createCosts } from "./costs.js";
import { createGlobals } from "./globals.js";
import { createIdentities } from "./identity.js";
import { createLogs } from "./logs.js";
import { createNotices, forwardNotices } from "./notices.js";
import { partOf, type Standing } from "./part.js";
import { AwsRegion } from "./region.js";

/** An AWS account that is brought under the baseline. */
export interface AwsAccountArgs extends AccountDescription {
  /** All regions that are on; its home is among them. */
  readonly regions: readonly RegionGround[];
  /** What stands and is not managed yet, by role: what to import. @default nothing */
  readonly standing?: Standing;
}

const nothing: Standing = new Map();

/**
 * Brings an AWS account under the provider's baseline, in all its regions from one provider.
 * Whatever becomes of this component, its protections stay on in the account.
 *
 * @example
 * new AwsAccount("chemistry-lab", { account: "222222222222", homeRegion: "eu-central-1", … });
 */
export class AwsAccount extends pulumi.ComponentResource {
  constructor(name: string, args: AwsAccountArgs, opts?: pulumi.ComponentResourceOptions) {
    const { regions, standing = nothing, ...account } = args;
    const names = regions.map(({ region }) => region);
    const { homeRegion, deployRole, federation, serviceAccounts } = account;
    const told = {
      ...{ account: account.account, homeRegion, deployRole, regions: names },
      ...(federation && { federation: federation.name }),
      serviceAccounts: serviceAccounts.map(serviceRole),
    };
    super("comanaged:account:Aws", name, { ...account, ...told }, opts);
    const part = partOf(name, account, { parent: this, standing });
    createGlobals(part);
    createContacts(part);
    createCosts(part);
    createIdentities(part);
    const logs = createLogs(part);
    const recorderRole = new iam.ServiceLinkedRole(
      `${name}-recorder-role`,
      { awsServiceName: "config.amazonaws.com" },
      part.options("recorder-role"),
    );
    const notices = createNotices(part, logs.keyArn);
    for (const { region, vpcs } of regions) {
      new AwsRegion(
        `${name}-${region}`,
        {
          ...{ account, region, vpcs, logs, recorderRole: recorderRole.arn },
          standing: standingBelow(standing, region),
          after: [recorderRole],
        },
        { parent: this },
      );
    }
    for (const region of noticedRegions(names)) {
      forwardNotices(part, region, notices);
    }
    this.registerOutputs(told);
  }
}

/** What stands in one region, by the role in that region. */
function standingBelow(standing: Standing, region: string): Standing {
  const start = `${region}-`;
  const own = [...standing].filter(([role]) => role.startsWith(start));
  return new Map(own.map(([role, id]) => [role.slice(start.length), id]));
}
