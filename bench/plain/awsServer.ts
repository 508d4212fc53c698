import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { GuestAccess, type Told } from "./access";
import { type Catalog, type Estate, gib, type Server } from "./estate";
import { factsOf, tagsOf } from "./facts";
import { CoManagedServer, key } from "./server";

/** What an estate has once comes from the library: the comparison is about servers. */
const once = require("../../dist/bench/oncePerEstate.js");

/** The device name of the disk `data`. */
const dataDevice = "/dev/xvdbx";

/** The estate's account and what is there already. */
export class AwsLanding extends pulumi.ComponentResource {
  private readonly provider: aws.Provider;
  private readonly kmsKeyArn: pulumi.Output<string>;
  private readonly instanceProfile: pulumi.Output<string>;
  private readonly subnets: Record<string, pulumi.Output<aws.ec2.GetSubnetResult>> = {};

  constructor(
    stack: string,
    private readonly estate: Estate,
    private readonly catalog: Catalog,
    private readonly told: Record<string, Told>,
  ) {
    const { account, region } = estate.aws;
    const { keyAlias, volumes } = catalog.platforms.aws;
    const provider = new aws.Provider(`aws-${account}`, { region, allowedAccountIds: [account] });
    const kmsKeyArn = aws.kms.getKeyOutput({ keyId: keyAlias }, { provider }).arn;
    super("comanaged:landing:Aws", stack, { kmsKeyArn, volumes }, { providers: [provider] });
    this.provider = provider;
    this.kmsKeyArn = kmsKeyArn;
    const rest = { folder: new pulumi.Config().require("stacks"), stack, parent: this, provider };
    this.instanceProfile = once.profileOf(rest);
    void once.registerRest(rest);
    this.registerOutputs({ kmsKeyArn });
  }

  private subnet(id: string): pulumi.Output<aws.ec2.GetSubnetResult> {
    const { provider } = this;
    this.subnets[id] ??= aws.ec2.getSubnetOutput({ id }, { provider });
    return this.subnets[id];
  }

  private instanceType(server: Server): string {
    const types = Object.entries(this.catalog.platforms.aws.instanceTypes);
    const fitting = types.find(
      ([, { cpus, memory }]) => cpus === server.cpus && gib(memory) === gib(server.memory),
    );
    if (fitting === undefined) {
      throw new Error(`no instance type has ${server.cpus} CPUs and ${server.memory}`);
    }
    return fitting[0];
  }

  build(name: string, server: Server): pulumi.Output<string> {
    const facts = factsOf(this.estate, server);
    const parent = new CoManagedServer(name, server, facts);
    const options = { parent, provider: this.provider };
    const encryption = { encrypted: true, kmsKeyId: this.kmsKeyArn };
    const { volumes } = this.catalog.platforms.aws;
    const tags = { ...tagsOf(facts), Name: name };
    const subnet = this.subnet(this.catalog.networks[server.network].subnet);
    const firewall = new aws.ec2.SecurityGroup(
      `${name}-firewall`,
      {
        name,
        description: `Co-managed server ${name}`,
        vpcId: subnet.vpcId,
        tags: { ...tags, CoManagedKey: key(name, "firewall") },
      },
      options,
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-firewall-out`,
      {
        securityGroupId: firewall.id,
        ipProtocol: "-1",
        cidrIpv4: "0.0.0.0/0",
        tags: { ...tags, CoManagedKey: key(name, "firewall-out") },
      },
      options,
    );
    const { type: volumeType, ...performance } = volumes[server.disks.system.tier ?? "standard"];
    const machine = new aws.ec2.Instance(
      `${name}-machine`,
      {
        ami: this.catalog.images[server.image].aws.ami,
        instanceType: this.instanceType(server),
        subnetId: subnet.id,
        vpcSecurityGroupIds: [firewall.id],
        associatePublicIpAddress: false,
        iamInstanceProfile: this.instanceProfile,
        disableApiTermination: facts.environment === "production",
        instanceInitiatedShutdownBehavior: "stop",
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
        },
        rootBlockDevice: {
          volumeSize: gib(server.disks.system.size),
          volumeType,
          ...performance,
          ...encryption,
          tags,
        },
        tags: { ...tags, CoManagedKey: key(name) },
      },
      { ...options, ignoreChanges: ["ami"] },
    );
    const parts: pulumi.Resource[] = [machine];
    for (const [label, disk] of Object.entries(server.disks)) {
      if (label !== "system") {
        const volume = new aws.ebs.Volume(
          `${name}-disk-${label}`,
          {
            availabilityZone: subnet.availabilityZone,
            size: gib(disk.size),
            ...volumes[disk.tier ?? "standard"],
            ...encryption,
            tags: { ...tags, Name: `${name} ${label}`, CoManagedKey: key(name, label) },
          },
          options,
        );
        const attachment = new aws.ec2.VolumeAttachment(
          `${name}-attachment-${label}`,
          { instanceId: machine.id, volumeId: volume.id, deviceName: dataDevice },
          options,
        );
        parts.push(volume, attachment);
      }
    }
    parent.finish(machine.id, machine.privateIp);
    const built = { id: machine.id, address: machine.privateIp, server: parent, parts };
    new GuestAccess(name, this.told[name], built);
    return machine.privateIp;
  }
}
