import { kinds } from "../aws/common.js";
import type { WorldObject } from "../core/journal.js";
import type { JsonObject } from "../core/json.js";

const region = "eu-central-1";
const organizationId = "o-exampleuni1";
const management = "111111111111";
const accounts = {
  [management]: "Central IT",
  "222222222222": "Department of Chemistry",
  "333333333333": "University Library",
  "444444444444": "Information Security",
};

const networks = [
  { account: "222222222222", number: "1", block: "10.22", region },
  { account: "333333333333", number: "2", block: "10.33", region },
  { account: management, number: "3", block: "10.44", region: "eu-west-1" },
];

const images = [
  { id: "ami-0a1b2c3d4e5f60012", name: "co-managed-debian-12", rootSize: 8, device: "/dev/xvda" },
  { id: "ami-0a1b2c3d4e5f60009", name: "co-managed-rhel-9", rootSize: 10, device: "/dev/sda1" },
  {
    id: "ami-0a1b2c3d4e5f62022",
    name: "co-managed-windows-2022",
    rootSize: 30,
    device: "/dev/sda1",
  },
];

function awsThing(place: string, kind: string, id: string, properties: JsonObject): WorldObject {
  return { platform: "aws", place, kind, id, properties };
}

/** One organization with three accounts, two of them with a network, and the images they share. */
export function awsSeed(): WorldObject[] {
  return [
    ...[organization(), ...memberAccounts(), ...networks.flatMap(network), ...images.map(image)],
    ...recoveryKey(),
  ];
}

function organization(): WorldObject {
  return awsThing(`${management}/global`, kinds.organization, organizationId, {
    arn: `arn:aws:organizations::${management}:organization/${organizationId}`,
    awsServiceAccessPrincipals: [],
    enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
    featureSet: "ALL",
    masterAccountArn: `arn:aws:organizations::${management}:account/${organizationId}/${management}`,
    masterAccountEmail: "aws@example.edu",
    masterAccountId: management,
    masterAccountName: accounts[management],
    roots: [{ id: "r-exam", name: "Root", arn: "", policyTypes: [] }],
  });
}

function memberAccounts(): WorldObject[] {
  return Object.entries(accounts).map(([id, name]) =>
    awsThing(`${id}/global`, kinds.account, id, {
      arn: `arn:aws:organizations::${management}:account/${organizationId}/${id}`,
      email: `aws-${id}@example.edu`,
      name,
      organizationId,
      status: "ACTIVE",
    }),
  );
}

function network({ account, number, block, region }: (typeof networks)[number]): WorldObject[] {
  const place = `${account}/${region}`;
  const vpcId = `vpc-0c0ffee000000000${number}`;
  const arnOf = (rest: string) => `arn:aws:ec2:${region}:${account}:${rest}`;
  const subnet = (subnetId: string, cidrBlock: string) =>
    awsThing(place, kinds.subnet, subnetId, {
      arn: arnOf(`subnet/${subnetId}`),
      availabilityZone: `${region}a`,
      availabilityZoneId: region === "eu-west-1" ? "euw1-az2" : "euc1-az2",
      cidrBlock,
      defaultForAz: false,
      mapPublicIpOnLaunch: false,
      ownerId: account,
      state: "available",
      vpcId,
    });
  const groupId = `sg-0c0ffee000000000${number}`;
  return [
    awsThing(place, kinds.vpc, vpcId, { arn: arnOf(`vpc/${vpcId}`), cidrBlock: `${block}.0.0/16` }),
    subnet(`subnet-0c0ffee000000000${number}`, `${block}.64.0/18`),
    subnet(`subnet-0c0ffee000000001${number}`, `${block}.128.0/18`),
    awsThing(place, kinds.securityGroup, groupId, {
      arn: arnOf(`security-group/${groupId}`),
      description: "default VPC security group",
      name: "default",
      ownerId: account,
      vpcId,
    }),
  ];
}

/** The key of the region in which servers come up when their own is lost. */
function recoveryKey(): WorldObject[] {
  const place = `${management}/eu-west-1`;
  const id = "4e4e4e4e-0000-4000-8000-000000000004";
  const arnOf = (rest: string) => `arn:aws:kms:eu-west-1:${management}:${rest}`;
  const [arn, name] = [arnOf(`key/${id}`), "alias/comanaged-disks"];
  return [
    awsThing(place, kinds.key, id, { arn, keyId: id, keyState: "Enabled", policy: "" }),
    awsThing(place, kinds.alias, name, {
      ...{ arn: arnOf(name), region: "eu-west-1", targetKeyArn: arn, targetKeyId: id },
    }),
  ];
}

function image({ id, name, rootSize, device }: (typeof images)[number]): WorldObject {
  return awsThing(`${management}/${region}`, kinds.ami, id, {
    architecture: "x86_64",
    arn: `arn:aws:ec2:${region}::image/${id}`,
    creationDate: "2025-12-01T00:00:00.000Z",
    imageOwnerAlias: "",
    imageType: "machine",
    name,
    ownerId: management,
    public: false,
    rootDeviceName: device,
    rootDeviceType: "ebs",
    rootSize,
    shared: true,
    state: "available",
    virtualizationType: "hvm",
  });
}
