import { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AwsAccount } from "../../../components/index.js";
import type { AccountDescription } from "../../../components/service/account/description.js";
import type { Piece } from "../../policies/support/stack.js";
import { mockEngine } from "../mockEngine.js";

const contact = {
  name: "Security office",
  title: "Information security",
  email: "security@provider.example.edu",
  phone: "+49 30 1234502",
};

/** An account as an entry describes it. */
export const description: AccountDescription = {
  account: "222222222222",
  homeRegion: "eu-central-1",
  deployRole: "comanaged-deploy",
  owner: "chemistry",
  costCenter: "4711-20",
  dataLevel: 2,
  contacts: { billing: contact, operations: contact, security: contact },
  budget: 2000,
  standards: ["cis-5.0", "foundational-1.0"],
  federation: { name: "university", metadata: "<EntityDescriptor />" },
  serviceAccounts: [
    {
      name: "deploy",
      issuer: "https://token.actions.example.edu",
      audience: "sts.amazonaws.com",
      subject: "repo:chemistry/lims:*",
      policies: ["AmazonEC2ReadOnlyAccess"],
    },
  ],
  keepLogsDays: 400,
};

/** What a first preview shows of the baseline of an account: everything, nothing computed known. */
export async function builtAccount(
  regions: readonly string[],
  account: AccountDescription = description,
): Promise<Piece[]> {
  const made: Piece[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs }) => {
      made.push({ type, name, properties: inputs });
      const computed = { arn: `arn:aws:made:::${name}`, keyId: `${name}-key` };
      return { id: `${name}-id`, state: { ...inputs, ...computed } };
    },
  });
  const provider = new Provider("aws-1", { allowedAccountIds: [account.account] });
  new AwsAccount(
    "lab",
    { ...account, regions: regions.map((region) => ({ region, vpcs: [`vpc-${region}`] })) },
    { providers: [provider] },
  );
  await pulumi.runtime.disconnect();
  return made;
}
