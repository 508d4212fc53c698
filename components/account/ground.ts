import * as ec2 from "@pulumi/aws/ec2";
import { getRegions } from "@pulumi/aws/getRegions";
import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { allFound, find } from "../landing/lookUps.js";
import type { AccountNames, RegionGround } from "./asked.js";
import { refuseOtherBaselines } from "./otherBaselines.js";
import type { Standing } from "./part.js";
import { flowLogLook, globalLooks, type Look, regionalLooks } from "./standing.js";

/** What stands in an account. */
export interface AccountGround {
  readonly regions: readonly RegionGround[];
  readonly standing: Standing;
}

/**
 * Finds out which regions of an account are on, and what stands in them that its baseline must
 * adopt because it exists once.
 *
 * @throws RunError when a region is off, or when the account is under another baseline
 */
export async function findAccount(
  names: AccountNames,
  invoke: InvokeOptions,
): Promise<AccountGround> {
  const { account } = names.account;
  const [on] = await allFound([find(`the regions of ${account}`, getRegions({}, invoke))]);
  const wanted = names.regions ?? on.names;
  refuseOff(names, wanted, on.names);
  await refuseOtherBaselines(names, invoke);
  const [regions] = await allFound([Promise.all(wanted.map((region) => groundOf(region, invoke)))]);
  const looks = [
    ...globalLooks(names, invoke),
    ...wanted.flatMap((region) => regionalLooks(names, region, invoke)),
    ...regions.flatMap(({ region, vpcs }) =>
      vpcs.map((vpc) => flowLogLook(names, { region, vpc }, invoke)),
    ),
  ].filter(({ role }) => !names.managed.has(`${names.name}-${role}`));
  const standing = await allFound(looks.map((look) => found(look, account)));
  return { regions, standing: new Map(standing.flat()) };
}

async function found({ role, id }: Look, account: string): Promise<[string, string][]> {
  const known = await find(`${role} of ${account}`, id());
  return known === undefined ? [] : [[role, known]];
}

async function groundOf(region: string, invoke: InvokeOptions): Promise<RegionGround> {
  const { ids } = await find(`the networks in ${region}`, ec2.getVpcs({ region }, invoke));
  return { region, vpcs: [...ids].sort() };
}

function refuseOff(
  { name, account }: AccountNames,
  wanted: readonly string[],
  on: readonly string[],
): void {
  const off = wanted.filter((region) => !on.includes(region));
  if (off.length > 0 || !wanted.includes(account.homeRegion)) {
    const missing = off.length > 0 ? off : [account.homeRegion];
    throw new RunError(
      [
        `The account of "${name}", ${account.account}, cannot be brought under the baseline: ` +
          `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not on in it.`,
        "Opt in to the region, or leave it out of the regions of the entry or the catalog.",
      ].join("\n"),
    );
  }
}
