import * as pulumi from "@pulumi/pulumi";
import { isOnPremises, platformNames } from "../service/platform.js";
import type { ServerDescription } from "../service/server.js";
import { serverProblems } from "../service/serverRules.js";
import { buildOnAws } from "./aws.js";
import { buildOnAzure } from "./azure.js";
import type { BuiltServer } from "./builtServer.js";
import { buildOnHyperv } from "./hyperv.js";
import { buildOnHardware } from "./physical.js";
import type { Placement } from "./placement.js";
import { restartsOf } from "./restarts.js";
import { buildOnVsphere } from "./vsphere.js";

/** What a co-managed server is and where it stands. */
export interface ServerArgs extends ServerDescription {
  /** Where the server stands; a landing gives it. */
  readonly placement: Placement;
  /** Makes what has to be done before anything of the server changes. */
  readonly before?: (server: Server) => readonly pulumi.Resource[];
}

/**
 * A co-managed server: one machine with its disks, encrypted where the platform's disks are,
 * tagged with owner, service, data level, patch group and backup class, and safe to create
 * again after a crash. Template, image and first administrator count only at birth.
 *
 * @example
 * new Server("lims-db-1", {
 *   owner: "chemistry", service: "lims", environment: "production", costCenter: "4711-20",
 *   dataLevel: 2, patchGroup: "production", backupClass: "gold",
 *   cpus: 4, memoryGiB: 16, disks: { system: { sizeGiB: 60, tier: "standard" } },
 *   placement: landing.place({ ami, instanceType: "m7i.xlarge", subnetId }),
 * });
 */
export class Server extends pulumi.ComponentResource implements BuiltServer {
  readonly machineId: pulumi.Output<string>;
  readonly address: pulumi.Output<string>;
  readonly parts: readonly pulumi.Resource[];
  readonly diskFiles?: pulumi.Output<Readonly<Record<string, string>>>;
  readonly managedObjectId?: pulumi.Output<string>;
  readonly installation?: readonly string[];

  constructor(name: string, args: ServerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { placement, before, ...description } = args;
    const { platform } = placement;
    // Nothing of its description reaches a server that is being adopted.
    const restarts = placement.adopt === undefined ? restartsOf(description, placement) : {};
    super("comanaged:server:Server", name, { ...description, platform, restarts }, opts);
    refuseUnsound(name, args, this);
    const built = build(this, name, description, {
      ...placement,
      ...(before && { after: before(this) }),
    });
    this.machineId = built.machineId;
    this.address = built.address;
    this.parts = built.parts;
    if (built.diskFiles !== undefined) {
      this.diskFiles = built.diskFiles;
    }
    if (built.installation !== undefined) {
      this.installation = built.installation;
    }
    if (built.managedObjectId !== undefined) {
      this.managedObjectId = built.managedObjectId;
    }
    this.registerOutputs({ machineId: this.machineId, address: this.address });
  }
}

function build(
  server: Server,
  name: string,
  description: ServerDescription,
  placement: Placement,
): BuiltServer {
  switch (placement.platform) {
    case "vsphere":
      return buildOnVsphere(server, name, description, placement);
    case "aws":
      return buildOnAws(server, name, description, placement);
    case "azure":
      return buildOnAzure(server, name, description, placement);
    case "hyperv":
      return buildOnHyperv(server, name, description, placement);
    case "physical":
      return buildOnHardware(server, name, description, placement);
  }
}

function refuseUnsound(name: string, args: ServerArgs, server: Server): void {
  const problems = serverProblems(args);
  const { platform } = args.placement;
  if (args.runs !== undefined && isOnPremises(platform)) {
    const message = `nothing stops machines on ${platformNames[platform]} by the clock`;
    problems.push({ path: ["runs"], message });
  }
  if (problems.length > 0) {
    const lines = problems.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    const headline = `Server "${name}" cannot be built:`;
    throw new pulumi.ResourceError([headline, ...lines].join("\n"), server, true);
  }
}
