import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openStack } from "../cli/stack/openStack.js";
import { pulumi } from "../cli/stack/pulumi.js";
import type { Ground } from "./ground.js";
import { registeredBy } from "./registered.js";

/** What the first preview of one account with the whole baseline cost. */
export interface AccountPreview {
  readonly regions: number;
  readonly resources: number;
  /** Providers of AWS: each is a process. */
  readonly providers: number;
  /** Wall clock of `pulumi preview`. */
  readonly seconds: number;
}

const stack = "account";

/** Every region that is on in every account. */
const regions = [
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1"],
  ...["ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"],
  ...["eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];

/** An estate that has one account, in all regions. */
export const accountEstate = `asOf: 2026-11-21
customer:
  name: Department of Chemistry
  owner: chemistry
  costCenter: "4711-20"
  contact: it@chemistry.example.edu
patchGroups: {}
servers: {}
accounts:
  lab:
    platform: aws
    account: "222222222222"
    regions: [${regions.join(", ")}]
    dataLevel: 2
`;

/** Previews an account that has nothing yet. */
export async function timeAccount({ engine, project }: Ground): Promise<AccountPreview> {
  await writeFile(join(project.folder, "stacks", `${stack}.estate.yaml`), accountEstate);
  await openStack(engine, project, stack);
  const { folder: workDir, environment } = project;
  const started = performance.now();
  const printed = await pulumi({ engine, workDir, environment }, [
    ...["preview", "--json", "--stack", stack],
  ]);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const types = [...registeredBy(printed).keys()];
  return {
    regions: regions.length,
    resources: types.length,
    providers: types.filter((type) => type.startsWith("pulumi:providers:aws ")).length,
    seconds,
  };
}
