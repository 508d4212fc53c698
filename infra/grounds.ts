import { Config, type Input, type Resource, RunError } from "@pulumi/pulumi";
import {
  AwsLanding,
  type AzureAdministrator,
  AzureLanding,
  findAwsGround,
  findAzureGround,
  findVsphereGround,
  type Placement,
  type PortGroupInterface,
  siteTagsOf,
  VsphereLanding,
  vaultName,
} from "../components/index.js";
import { customerRole } from "../components/service/customerRole.js";
import { isRetired, retiredGroup } from "../components/service/retirement.js";
import { tagKeys } from "../components/service/tags.js";
import type {
  AwsServer,
  AzureOffer,
  AzureServer,
  Catalog,
  Estate,
  ResolvedServer,
  VsphereOffer,
  VsphereServer,
} from "../stacks/schema/model.js";
import { type Audit, backUpOnAws } from "./awsBackups.js";
import { patchOnAws } from "./awsPatching.js";
import type { AwsProviders } from "./awsProvider.js";
import { refuseSplit } from "./awsSubnets.js";
import { backUpOnAzure } from "./azureBackups.js";
import { patchOnAzure } from "./azurePatching.js";
import type { AzureProviders } from "./azureProvider.js";
import { restoreOnAzure } from "./azureRestores.js";
import { customizationOf } from "./customization.js";
import { compareHardware } from "./hardware.js";
import { placeOnHyperv } from "./hyperv.js";
import { birthOnHyperv } from "./hypervBirths.js";
import { cloudInterface, portGroupInterface } from "./interfaces.js";
import { placeOnHardware } from "./physical.js";
import { findBirths } from "./restores.js";
import { birthsOnVsphere, type VsphereBirth } from "./vsphereBirths.js";

/** Gives the providers of accounts and subscriptions. */
export interface Providers {
  readonly aws: AwsProviders;
  readonly azure: AzureProviders;
}

/** What the servers of an estate stand on. */
interface Grounds {
  readonly placeOf: (server: ResolvedServer, after: readonly Resource[]) => Placement;
  /** Ends what a server was born from, once it is built. */
  readonly settle: (server: string, parts: readonly Resource[]) => void;
  /** Keeps peers on vSphere apart, once they are built; the clouds do so at birth. */
  readonly keepApart: (machineId: (server: string) => Input<string>) => void;
  readonly auditBackups: Audit;
}

/**
 * Finds what an estate stands on and prepares its part of each platform.
 *
 * @param isInstalled whether nothing of a server is to be installed
 * @throws RunError that tells what every platform lacks
 */
export async function prepareGrounds(
  estate: Estate,
  catalog: Catalog,
  providers: Providers,
  isInstalled: (server: ResolvedServer) => boolean,
): Promise<Grounds> {
  const landings = [
    landOnVsphere(estate, catalog),
    landOnAws(estate, catalog, providers.aws),
    landOnAzure(estate, catalog, providers.azure),
    compareHardware(estate, catalog.platforms.physical, isInstalled),
  ] as const;
  await refuseTogether(landings);
  const [vsphere, aws, azure] = await Promise.all(landings);
  const placeOf: Grounds["placeOf"] = (server, after) => {
    switch (server.platform) {
      case "vsphere":
        return vsphere.placeOf(server, after);
      case "aws":
        return aws.placeOf(server);
      case "azure":
        return azure(server);
      case "hyperv":
        return placeOnHyperv(
          server,
          catalog.platforms.hyperv ?? notOffered(),
          birthOnHyperv(server, estate, catalog, after),
        );
      case "physical":
        return placeOnHardware(server, catalog.platforms.physical ?? notOffered());
    }
  };
  const { settle, keepApart } = vsphere;
  return { placeOf, settle, keepApart, auditBackups: aws.auditBackups };
}

/** Waits for all, so that one run tells what every platform lacks. */
async function refuseTogether(landings: readonly Promise<unknown>[]): Promise<void> {
  const ends = await Promise.allSettled(landings);
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  const unexpected = failures.find((failure) => !RunError.isInstance(failure));
  if (failures.length > 0) {
    throw unexpected ?? new RunError(failures.map(({ message }) => message).join("\n"));
  }
}

async function landOnVsphere(
  estate: Estate,
  catalog: Catalog,
): Promise<
  Pick<Grounds, "keepApart" | "settle"> & {
    readonly placeOf: (server: VsphereServer, after: readonly Resource[]) => Placement;
  }
> {
  const servers = estate.servers.filter((server) => server.platform === "vsphere");
  const offer = catalog.platforms.vsphere;
  if (servers.length === 0 || offer === undefined) {
    return { placeOf: notOffered, settle: () => undefined, keepApart: () => undefined };
  }
  const { cluster, quarantine: _where, ...offered } = offer;
  const peers = peersOf(servers);
  const { group } = estate.customer;
  const names = {
    ...offered,
    ...(cluster !== undefined && peers.length > 0 && { cluster }),
    networks: servers.flatMap((server) => interfacesOf(server, offer).map(portGroupOf)),
    sources: servers.map(({ image }) => image.source),
    categories: Object.values(tagKeys),
    tags: servers.flatMap(siteTagsOf),
    ...(group !== undefined && { role: customerRole.name }),
  };
  const ground = await findVsphereGround(names, {});
  const { backupServer } = catalog;
  const birthOf = await birthsOnVsphere(estate, servers, { ...ground, offer, backupServer });
  const landing = new VsphereLanding(estate.stack, {
    datacenter: offer.datacenter,
    folder: offer.folder,
    tagValues: ownTagValues(estate, servers),
    ...(group !== undefined && { customerGroup: group }),
    ground,
  });
  const births = new Map<string, VsphereBirth>();
  const placeOf = (server: VsphereServer, after: readonly Resource[]) => {
    const birth = birthOf(server, after);
    if (birth !== undefined) {
      births.set(server.name, birth);
    }
    return landing.place(server, {
      interfaces: interfacesOf(server, offer),
      source: server.image.source,
      birth: birth?.template,
      customization: customizationOf(server, offer.customization),
    });
  };
  const settle: Grounds["settle"] = (server, parts) => births.get(server)?.endAfter(parts);
  const keepApart: Grounds["keepApart"] = (machineId) => {
    for (const [group, members] of peers) {
      landing.keepApart({ group, machineIds: members.map(machineId) });
    }
  };
  return { placeOf, settle, keepApart };
}

const portGroupOf = ({ portGroup }: PortGroupInterface) => portGroup;

/** The interfaces of a server, all of them in the quarantine once it is retired. */
function interfacesOf(
  server: VsphereServer,
  { quarantine }: Pick<VsphereOffer, "quarantine">,
): PortGroupInterface[] {
  const interfaces = server.networks.map(portGroupInterface);
  return isRetired(server)
    ? interfaces.map((one) => ({ ...one, portGroup: quarantine ?? notOffered() }))
    : interfaces;
}

/** The names of the servers that are kept apart, by their group. */
function peersOf(servers: readonly VsphereServer[]): [string, string[]][] {
  const groups = new Set(servers.flatMap(({ apart }) => apart ?? []));
  return [...groups].map((group) => [
    group,
    servers.filter(({ apart }) => apart === group).map(({ name }) => name),
  ]);
}

function ownTagValues(estate: Estate, servers: readonly VsphereServer[]) {
  const values = (tag: "owner" | "service" | "costCenter") => [
    ...new Set(servers.map((server) => server[tag])),
  ];
  return {
    owner: values("owner"),
    service: values("service"),
    costCenter: values("costCenter"),
    patchGroup: [
      ...Object.keys(estate.patchGroups),
      ...(servers.some(isRetired) ? [retiredGroup] : []),
    ],
  };
}

async function landOnAws(
  estate: Estate,
  catalog: Catalog,
  providers: AwsProviders,
): Promise<{ placeOf: (server: AwsServer) => Placement; auditBackups: Audit }> {
  const servers = estate.servers.filter((server) => server.platform === "aws");
  const offer = catalog.platforms.aws;
  if (estate.aws === undefined || offer === undefined) {
    return { placeOf: notOffered, auditBackups: () => undefined };
  }
  const provider = providers(estate.aws);
  const subnets = servers.flatMap(({ networks }) => networks.map(({ network }) => network.subnet));
  const ground = await findAwsGround({ keyAlias: offer.keyAlias, subnets }, { provider });
  const landing = new AwsLanding(
    estate.stack,
    { kmsKeyArn: ground.kmsKeyArn, volumes: offer.volumes },
    { providers: [provider] },
  );
  patchOnAws(estate, { hooks: landing.hooks, provider });
  const auditBackups = await backUpOnAws(estate, offer, { hooks: landing.hooks, provider });
  refuseSplit(servers, ground.subnets);
  const births = await findBirths(servers, { provider });
  const placeOf = ({ name, image, instanceType, networks, apart, backup }: AwsServer) => {
    const birth = births.get(name);
    const [first, ...further] = networks;
    const subnet = ground.subnets.get(first?.network.subnet ?? "");
    return subnet === undefined
      ? notOffered()
      : landing.place({
          ...{ ami: image.ami, instanceType, subnet },
          ...(first?.address !== undefined && { address: first.address }),
          further: further.map(cloudInterface),
          ...(apart !== undefined && { apart }),
          ...(birth && { birth }),
          ...(offer.backupReports !== undefined && {
            auditedVault: vaultName(estate.stack, backup.name),
          }),
        });
  };
  return { placeOf, auditBackups };
}

async function landOnAzure(
  estate: Estate,
  catalog: Catalog,
  providers: AzureProviders,
): Promise<(server: AzureServer) => Placement> {
  const servers = estate.servers.filter((server) => server.platform === "azure");
  const offer = catalog.platforms.azure;
  if (servers.length === 0 || estate.azure === undefined || offer === undefined) {
    return notOffered;
  }
  const { location } = estate.azure;
  const { diskEncryptionSet, diskTypes, administrator } = offer;
  const provider = providers(estate.azure);
  const subnets = servers.flatMap(({ networks }) => networks.map(({ network }) => network.subnet));
  const ground = await findAzureGround({ location, diskEncryptionSet, subnets }, { provider });
  const landing = new AzureLanding(
    estate.stack,
    { owner: estate.customer.owner, location, diskTypes, ...ground },
    { providers: [provider] },
  );
  patchOnAzure(estate, location, { landing, provider });
  const backups = await backUpOnAzure(estate, location, { landing, provider, ...offer });
  const births = await restoreOnAzure(estate, servers, { landing, provider, ...offer, ...ground });
  return ({ name, os, image, machineType, networks, apart, backupClass }) => {
    const birth = births.get(name);
    return landing.place({
      ...(birth && { birth }),
      protection: backups.protectionOf(backupClass),
      ...{ image: image.azure, machineType, interfaces: networks.map(cloudInterface) },
      administrator: firstAdministrator(os, administrator),
      ...(apart !== undefined && { apart }),
    });
  };
}

/** Linux lets the provider's key in; for Windows the stack's settings hold a secret password. */
function firstAdministrator(
  os: AzureServer["os"],
  { name, sshPublicKey, passwordConfig }: AzureOffer["administrator"],
): AzureAdministrator {
  return os === "linux"
    ? { os, name, sshPublicKey }
    : { os, name, password: new Config("comanaged").requireSecret(passwordConfig) };
}

/** The schema gives every server a platform and a network that the catalog offers. */
function notOffered(): never {
  throw new Error("a server stands where the catalog offers nothing");
}
