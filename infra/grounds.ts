import { AwsLanding, type Placement, VsphereLanding } from "../components/index.js";
import type { Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import { awsProvider } from "./awsProvider.js";

/** Prepares the platforms of an estate and gives the place of each server on them. */
export function prepareGrounds(
  estate: Estate,
  catalog: Catalog,
): (server: ResolvedServer) => Placement {
  const vsphere = landOnVsphere(estate, catalog);
  const aws = landOnAws(estate, catalog);
  return (server) =>
    server.platform === "vsphere"
      ? landed(vsphere, server).place(server, {
          network: server.network.portGroup,
          template: server.image.template,
        })
      : landed(aws, server).place({
          ami: server.image.ami,
          instanceType: server.instanceType,
          subnetId: server.network.subnet,
        });
}

function landOnVsphere(estate: Estate, catalog: Catalog): VsphereLanding | undefined {
  const servers = estate.servers.filter(({ platform }) => platform === "vsphere");
  const offer = catalog.platforms.vsphere;
  if (servers.length === 0 || offer === undefined) {
    return undefined;
  }
  const values = (tag: "owner" | "service" | "costCenter") => [
    ...new Set(servers.map((server) => server[tag])),
  ];
  return new VsphereLanding(estate.stack, {
    ...offer,
    tagValues: {
      owner: values("owner"),
      service: values("service"),
      costCenter: values("costCenter"),
      patchGroup: Object.keys(estate.patchGroups),
    },
  });
}

function landOnAws(estate: Estate, catalog: Catalog): AwsLanding | undefined {
  const offer = catalog.platforms.aws;
  if (estate.aws === undefined || offer === undefined) {
    return undefined;
  }
  const { keyAlias, volumes } = offer;
  return new AwsLanding(
    estate.stack,
    { keyAlias, volumes },
    { providers: [awsProvider(estate.aws)] },
  );
}

/** The schema gives every server a platform that its catalog offers; this tells the compiler. */
function landed<Landing>(
  landing: Landing | undefined,
  { name, platform }: ResolvedServer,
): Landing {
  if (landing === undefined) {
    throw new Error(`${name} stands on ${platform}, which the catalog does not offer`);
  }
  return landing;
}
