import type { z } from "zod";
import { defaultInterruptions } from "../../../components/service/interruption.js";
import type { ServerDescription } from "../../../components/service/server.js";
import { gib } from "../fields/size.js";
import { type Draft, draftOf, entriesBelow, entriesOf } from "../inspect/draft.js";
import type {
  Attachment,
  AwsTarget,
  AzureTarget,
  Customer,
  PatchGroup,
  ResolvedServer,
} from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { server } from "../server.js";
import { resolveAdoption } from "./adoption.js";
import type { CatalogDraft, ImageDraft } from "./catalog.js";
import { checkAzureNetworks, checkDiskCount, checkTarget } from "./clouds.js";
import { type Declared, lookUp } from "./declared.js";
import { resolveDisks } from "./disks.js";
import { resolveDynamicMemory } from "./dynamicMemory.js";
import { checkOneHost } from "./hyperv.js";
import { type Inheritable, inherit } from "./inherit.js";
import { type NamedSize, typeOfSize } from "./instanceType.js";
import { checkManaged } from "./managedHyperv.js";
import { allOn, checkInterfaces, resolveNetworks, type TakenAddresses } from "./networks.js";
import { checkPhysical } from "./physical.js";
import { checkName, checkPlatform, imageFor } from "./placement.js";
import { resolveReplica } from "./replica.js";
import { resolveRetirement } from "./retirement.js";
import { resolveHours } from "./serverHours.js";
import { checkSnapshots } from "./snapshots.js";
import { resolveTpm } from "./trust.js";

const partialServer = server.partial();

type ServerDraft = Draft<z.output<typeof server>>;

/** What the servers of an estate share. */
export interface Surroundings {
  readonly customer: Draft<Customer>;
  /** Undefined when there is no `aws:`; its target undefined when that is faulty. */
  readonly aws: { readonly target: AwsTarget | undefined } | undefined;
  /** The same of `azure:`. */
  readonly azure: { readonly target: AzureTarget | undefined } | undefined;
  readonly defaults: Draft<Inheritable>;
  readonly patchGroups: Declared<PatchGroup>;
  readonly catalog: CatalogDraft;
  readonly asOf: string | undefined;
  /** Grows with every server. */
  readonly taken: TakenAddresses;
  /** Grows with every server. */
  readonly assets: Map<string, string>;
}

/**
 * The server with its defaults and everything that it refers to. What does not fit together is
 * reported; undefined when anything is missing or faulty.
 */
export function resolveServer(
  name: string,
  raw: unknown,
  around: Surroundings,
  report: Report,
): ResolvedServer | undefined {
  const path = ["servers", name];
  if (typeof raw !== "object" || raw === null) {
    return undefined;
  }
  const draft = draftOf(server, partialServer, raw);
  const { value } = draft;
  const { catalog } = around;
  checkPlatform(value.platform, catalog, path, report);
  const image = imageFor(value.image, value.platform, catalog, path, report);
  const context = { server: name, platform: value.platform, catalog, taken: around.taken };
  const networks = resolveNetworks(raw, context, path, report);
  checkName(name, image?.os, value.platform, path, report);
  const description = describe(raw, draft, image, around, path, report);
  const time = resolveTime(draft, around, path, report);
  const running = resolveHours(draft, around, path, report);
  const instanceType = resolveAws(draft, networks, around, path, report);
  const machineType = resolveAzure(raw, draft, networks, around, path, report);
  checkOneHost(networks, path, report);
  const offer = catalog.platforms?.get("hyperv");
  checkManaged(value, { image, networks, offer }, path, report);
  const { platform } = value;
  const replica = resolveReplica(value.replica, { platform, networks, offer }, path, report);
  const { owner } = around.customer.value;
  const holdings = { owner, networks, assets: catalog.assets, taken: around.assets };
  checkPhysical(name, raw, value, holdings, report);
  const { asOf } = around;
  const { snapshots } = value;
  checkSnapshots(
    snapshots ?? {},
    { platform: value.platform, asOf },
    [...path, "snapshots"],
    report,
  );
  const isUnclear = ["apart", "snapshots", "retire", "dynamicMemory", "replica"].some((key) =>
    draft.broken.has(key),
  );
  if (isUnclear || description === undefined || time === undefined || image?.os === undefined) {
    return undefined;
  }
  const adopt = resolveAdoption(
    value.adopt,
    { platform: value.platform, description, networks, asset: value.asset },
    path,
    report,
  );
  const isAdopted = value.adopt !== undefined;
  const retiree = { platform: value.platform, isAdopted, backup: time.backup, catalog, asOf };
  const retirement = resolveRetirement(value.retire, retiree, path, report);
  const interruptions =
    value.interruptions ??
    around.defaults.value.interruptions ??
    defaultInterruptions(description.environment);
  const { apart } = value;
  const common = {
    ...{ name, os: image.os, ...description, ...time, ...running, interruptions },
    ...(apart !== undefined && { apart }),
    ...(snapshots !== undefined && { snapshots }),
    ...(replica !== undefined && { replica }),
    ...(adopt !== undefined && { adopt }),
    ...(retirement !== undefined && { retirement }),
    ...(value.formerly !== undefined && { formerly: value.formerly }),
    ...(value.generation !== undefined && { generation: value.generation }),
  };
  const onVsphere = allOn("vsphere", networks);
  const { ami, product, source } = image;
  if (onVsphere !== undefined && source !== undefined && product !== undefined) {
    const started = { name: image.name, source, product };
    return { ...common, platform: "vsphere", image: started, networks: onVsphere };
  }
  const onAws = allOn("aws", networks);
  if (
    onAws !== undefined &&
    ami !== undefined &&
    product !== undefined &&
    instanceType !== undefined
  ) {
    const started = { name: image.name, ami, product };
    return { ...common, platform: "aws", image: started, networks: onAws, instanceType };
  }
  const onAzure = allOn("azure", networks);
  const { azure } = image;
  if (
    onAzure !== undefined &&
    azure !== undefined &&
    product !== undefined &&
    machineType !== undefined
  ) {
    const started = { name: image.name, azure, product };
    return { ...common, platform: "azure", image: started, networks: onAzure, machineType };
  }
  const onHyperv = allOn("hyperv", networks);
  const { vhdx, library } = image;
  if (onHyperv !== undefined && vhdx !== undefined && product !== undefined) {
    const started = { name: image.name, vhdx, product, ...(library !== undefined && { library }) };
    return { ...common, platform: "hyperv", image: started, networks: onHyperv };
  }
  const onPhysical = allOn("physical", networks);
  const { medium } = image;
  const { asset } = value;
  if (onPhysical !== undefined && medium !== undefined && product !== undefined && asset) {
    const started = { name: image.name, medium, product };
    return { ...common, platform: "physical", asset, image: started, networks: onPhysical };
  }
  return undefined;
}

function describe(
  raw: object,
  draft: ServerDraft,
  image: (ImageDraft & { readonly name: string }) | undefined,
  around: Surroundings,
  path: Path,
  report: Report,
): Omit<ServerDescription, "backupClass" | "patchGroup"> | undefined {
  const { value } = draft;
  const { catalog, customer, defaults } = around;
  const placed = { platform: value.platform, image, catalog };
  const tpm = resolveTpm(value.tpm, placed, path, report);
  const disks = resolveDisks(entriesOf(raw).get("disks"), placed, [...path, "disks"], report);
  const environment = inherit("environment", draft, defaults, path, report);
  const dataLevel = inherit("dataLevel", draft, defaults, path, report);
  const { owner } = customer.value;
  const costCenter = value.costCenter ?? customer.value.costCenter;
  const { service, cpus, memory } = value;
  const limits = resolveDynamicMemory(
    value.dynamicMemory,
    { platform: value.platform, memory },
    path,
    report,
  );
  if (
    disks === undefined ||
    environment === undefined ||
    dataLevel === undefined ||
    owner === undefined ||
    costCenter === undefined ||
    service === undefined ||
    cpus === undefined ||
    memory === undefined
  ) {
    return undefined;
  }
  const memoryGiB = gib(memory);
  return {
    ...{ owner, service, environment, costCenter, dataLevel, cpus, memoryGiB, disks, tpm },
    ...(limits !== undefined && { dynamicMemory: limits }),
  };
}

/** When the server is patched and how it is backed up. */
function resolveTime(draft: ServerDraft, around: Surroundings, path: Path, report: Report) {
  const { catalog, defaults, patchGroups } = around;
  const patchGroup = inherit("patchGroup", draft, defaults, path, report);
  const backupClass = inherit("backupClass", draft, defaults, path, report);
  const groups = { kind: "a patch group", where: "this estate" };
  const classes = { kind: "a backup class", where: "the catalog" };
  // A default is looked up once, where it stands, and not for every server that takes it over.
  const own = draft.value;
  lookUp(patchGroups, own.patchGroup, groups, [...path, "patchGroup"], report);
  lookUp(catalog.backupClasses, own.backupClass, classes, [...path, "backupClass"], report);
  const group = patchGroup ? patchGroups?.get(patchGroup) : undefined;
  const backup = backupClass && catalog.backupClasses?.get(backupClass);
  return group && backup && patchGroup && backupClass
    ? { patchGroup, backupClass, window: group.window, schedule: group.schedule, backup }
    : undefined;
}

/** The instance type of a server on AWS, whose estate must say where AWS is. */
function resolveAws(
  draft: ServerDraft,
  networks: readonly Attachment[] | undefined,
  around: Surroundings,
  path: Path,
  report: Report,
) {
  if (draft.value.platform !== "aws") {
    return undefined;
  }
  checkTarget("aws", around.aws, path, report);
  const offered = around.catalog.aws?.instanceTypes;
  const type = typeFor(draft, { cloud: "AWS", offered }, path, report);
  checkInterfaces(networks, type, path, report);
  return type?.name;
}

/** The machine type of a server on Azure, whose estate must say where Azure is. */
function resolveAzure(
  raw: object,
  draft: ServerDraft,
  networks: readonly Attachment[] | undefined,
  around: Surroundings,
  path: Path,
  report: Report,
) {
  if (draft.value.platform !== "azure") {
    return undefined;
  }
  checkTarget("azure", around.azure, path, report);
  checkAzureNetworks(raw, networks, around.azure?.target, path, report);
  const offered = around.catalog.azure?.machineTypes;
  const type = typeFor(draft, { cloud: "Azure", offered }, path, report);
  checkInterfaces(networks, type, path, report);
  checkDiskCount(entriesBelow(raw, "disks").size - 1, type, [...path, "disks"], report);
  return type?.name;
}

function typeFor<Type extends NamedSize>(
  { value }: ServerDraft,
  offer: { readonly cloud: string; readonly offered: readonly Type[] | undefined },
  path: Path,
  report: Report,
): Type | undefined {
  const { cpus, memory } = value;
  return cpus === undefined || memory === undefined
    ? undefined
    : typeOfSize({ cpus, memoryGiB: gib(memory) }, offer, path, report);
}
