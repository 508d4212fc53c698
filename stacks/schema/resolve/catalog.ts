import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import { type Platform, platforms } from "../../../components/service/platform.js";
import type { RunningHours } from "../../../components/service/time/runningHours.js";
import type { Freeze } from "../../../components/service/time/schedule.js";
import { backupClass } from "../backupClass.js";
import { gib } from "../fields/size.js";
import { freeze } from "../freeze.js";
import { image } from "../image.js";
import { draftOf, entriesBelow, entriesOf } from "../inspect/draft.js";
import type { Asset, AzureImage, Image, NamedWindow, Network, VsphereSource } from "../model.js";
import { network } from "../network.js";
import type { Path, Report } from "../report/finding.js";
import { window } from "../window.js";
import { type AdministrationDraft, resolveAdministration } from "./access.js";
import { type BaselineDraft, draftBaselines } from "./accounts.js";
import { checkAddressPlan } from "./addressPlans.js";
import { type AwsOfferDraft, draftAwsOffer } from "./awsOffer.js";
import { type AzureOfferDraft, draftAzureOffer } from "./azureOffer.js";
import { resolveBackupClass } from "./backupClass.js";
import { type BackupServerDraft, draftBackupServer } from "./backupServer.js";
import { checkTestsInFreezes } from "./backupTimes.js";
import { checkCustomization, serverTimeZonesOf } from "./customization.js";
import { draftLocations, type LocationsDraft } from "./dataLocations.js";
import type { Declared } from "./declared.js";
import { networkNames } from "./firewall/estate.js";
import { type FirewallOffer, resolveFirewallOffer } from "./firewall/offer.js";
import { checkHost } from "./hyperv.js";
import { checkProduct } from "./imageProduct.js";
import { checkManagedHosts, checkVmNetwork } from "./managedHyperv.js";
import { draftAssets } from "./physical.js";
import { checkPlatformSystems } from "./platformSystems.js";
import { draftPromises, type Promises } from "./promises.js";
import { checkSiteRecovery } from "./recoveryPlaces.js";
import { draftRunningHours } from "./serverHours.js";
import { checkSource, sourceOf } from "./vsphereSource.js";
import { resolveWindow } from "./windows.js";

const partialImage = image.partial();

/** What is known of an image that may be faulty. */
export interface ImageDraft {
  readonly os: Image["os"] | undefined;
  readonly minimumSystemDiskGiB: number | undefined;
  readonly product: Image["product"] | undefined;
  readonly source: VsphereSource | undefined;
  readonly ami: string | undefined;
  readonly vhdx: string | undefined;
  readonly library: string | undefined;
  readonly medium: string | undefined;
  readonly tpm: boolean | undefined;
  /** Whether the AMI supports a TPM. */
  readonly amiTpm: boolean;
  readonly azure: AzureImage | undefined;
  /** The platforms for which the image says what it starts from, rightly or wrongly. */
  readonly platforms: readonly string[];
}

/** What is known of a network that may be faulty. */
interface NetworkDraft {
  readonly platform: Platform | undefined;
  readonly network: Network | undefined;
}

/** What is known of a catalog that may be faulty, as far as estates refer to it. */
export interface CatalogDraft {
  readonly platforms: Declared<unknown>;
  /** Whether there is a cluster to keep peers apart. */
  readonly hasCluster: boolean;
  /** Whether virtual TPMs can be had in vCenter. */
  readonly hasKeyProvider: boolean;
  /** Whether there is a port group for retired servers in vCenter. */
  readonly hasQuarantine: boolean;
  /** Time zones of the clocks of servers, by platform. */
  readonly serverTimeZones: ReadonlyMap<Platform, string>;
  /** The customers' machines by asset tag. */
  readonly assets: Declared<Asset>;
  readonly aws: AwsOfferDraft | undefined;
  readonly azure: AzureOfferDraft | undefined;
  readonly images: Declared<ImageDraft>;
  readonly networks: Declared<NetworkDraft>;
  readonly windows: Declared<NamedWindow>;
  readonly freezes: readonly Freeze[];
  readonly runningHours: Declared<RunningHours>;
  readonly administration: AdministrationDraft | undefined;
  readonly baselines: BaselineDraft;
  readonly firewall: FirewallOffer | undefined;
  readonly promises: Promises;
  readonly backupClasses: Declared<BackupClass>;
  readonly backupServer: BackupServerDraft;
  readonly locations: LocationsDraft | undefined;
}

/** Everything in a raw catalog that is valid; what only a comparison shows is reported. */
export function draftCatalog(raw: unknown, report: Report): CatalogDraft {
  const offers = entriesBelow(raw, "platforms");
  checkCustomization(offers.get("vsphere"), report);
  checkManagedHosts(offers.get("hyperv"), report);
  const networks = declaredIn(raw, "networks", (name, value, path) =>
    draftNetwork(name, value, { path, offers }, report),
  );
  const freezes = draftFreezes(raw, report);
  const backupClasses = declaredIn(raw, "backupClasses", (name, value, path) => {
    const { data } = backupClass.safeParse(value);
    return data && resolveBackupClass(name, data, path, report);
  });
  checkTestsInFreezes(backupClasses, freezes, report);
  const backupServer = draftBackupServer(raw, report);
  checkSiteRecovery(offers, backupServer, report);
  checkPlatformSystems(raw, { classes: backupClasses, server: backupServer }, report);
  return {
    platforms: entriesOf(raw).has("platforms") ? offers : undefined,
    hasCluster: entriesOf(offers.get("vsphere")).has("cluster"),
    hasKeyProvider: entriesOf(offers.get("vsphere")).has("keyProvider"),
    hasQuarantine: entriesOf(offers.get("vsphere")).has("quarantine"),
    serverTimeZones: serverTimeZonesOf(offers),
    assets: draftAssets(offers.get("physical"), networks, report),
    aws: offers.has("aws") ? draftAwsOffer(offers.get("aws"), report) : undefined,
    azure: offers.has("azure") ? draftAzureOffer(offers.get("azure"), report) : undefined,
    images: declaredIn(raw, "images", (_name, value, path) => draftImage(value, path, report)),
    networks,
    windows: declaredIn(raw, "windows", (name, value, path) => {
      const { data } = window.safeParse(value);
      return data && resolveWindow(name, data, path, report);
    }),
    freezes,
    runningHours: draftRunningHours(raw, report),
    administration: resolveAdministration(raw, report),
    baselines: draftBaselines(raw, report),
    firewall: resolveFirewallOffer(raw, networkNames(networks), report),
    promises: draftPromises(raw, report),
    backupClasses,
    backupServer,
    locations: draftLocations(raw),
  };
}

function declaredIn<T>(
  raw: unknown,
  section: string,
  read: (name: string, value: unknown, path: Path) => T | undefined,
): Declared<T> {
  const value = entriesOf(raw).get(section);
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const entries = [...entriesOf(value)];
  return new Map(entries.map(([name, entry]) => [name, read(name, entry, [section, name])]));
}

/** The valid freezes; one that ends before it begins is reported. */
function draftFreezes(raw: unknown, report: Report): readonly Freeze[] {
  return [...entriesBelow(raw, "freezes")].flatMap(([name, value]) => {
    const { data } = freeze.safeParse(value);
    if (data === undefined) {
      return [];
    }
    if (data.to < data.from) {
      report({
        path: ["freezes", name, "to"],
        at: "value",
        message: `${data.to} is before ${data.from}, the first day of the freeze`,
        allowed: "the first day or a later one",
        fix: "Swap the two days.",
      });
      return [];
    }
    return [{ name, ...data }];
  });
}

function draftImage(raw: unknown, path: Path, report: Report): ImageDraft {
  if (entriesOf(raw).has("vsphere")) {
    checkSource(entriesOf(raw).get("vsphere"), [...path, "vsphere"], report);
  }
  const { value, broken } = draftOf(image, partialImage, raw);
  const { os, product, tpm, minimumSystemDisk, vsphere, aws, azure, hyperv, physical } = value;
  checkProduct(os, product, path, report);
  return {
    os,
    product,
    minimumSystemDiskGiB: minimumSystemDisk === undefined ? undefined : gib(minimumSystemDisk),
    source: vsphere && sourceOf(vsphere),
    ami: aws?.ami,
    vhdx: hyperv?.vhdx,
    library: hyperv?.library,
    medium: physical?.medium,
    tpm: broken.has("tpm") ? undefined : (tpm ?? false),
    amiTpm: aws?.tpm ?? false,
    azure,
    platforms: [...Object.keys(value), ...broken],
  };
}

function draftNetwork(
  name: string,
  raw: unknown,
  { path, offers }: { readonly path: Path; readonly offers: ReadonlyMap<string, unknown> },
  report: Report,
): NetworkDraft {
  const { data } = network.safeParse(raw);
  if (data?.platform === "hyperv") {
    const offer = offers.get("hyperv");
    checkHost(data.host, { offer, path: ["platforms", "hyperv"] }, path, report);
    checkVmNetwork(data, offer, path, report);
  }
  if (data !== undefined) {
    checkAddressPlan({ name, ...data }, path, report);
  }
  const platform = entriesOf(raw).get("platform");
  return {
    platform: platforms.find((known) => known === platform),
    network: data && { name, ...data },
  };
}
