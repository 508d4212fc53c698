import type { Platform } from "../../../components/service/platform.js";
import { systemDisk } from "../../../components/service/server.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { Asset, Attachment } from "../model.js";
import { physicalOffer } from "../physicalOffer.js";
import type { Path, Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";
import { checkBmc } from "./bmc.js";
import { type Declared, lookUp } from "./declared.js";

const { assets } = physicalOffer.shape;

/** The valid machines of an offer; what does not fit together is reported. */
export function draftAssets(
  offer: unknown,
  networks: Declared<{ readonly platform: Platform | undefined }>,
  report: Report,
): Declared<Asset> {
  const raw = entriesBelow(offer, "assets");
  const drafts = [...raw].map(([tag, value]): [string, Asset | undefined] => {
    const path = ["platforms", "physical", "assets", tag];
    const { data } = assets.valueType.safeParse(value);
    if (data !== undefined) {
      checkAsset(data, networks, path, report);
      checkBmc(data.bmc, [...path, "bmc"], report);
    }
    return [tag, data];
  });
  checkOnce(drafts, report);
  return entriesOf(offer).has("assets") ? new Map(drafts) : undefined;
}

function checkAsset(
  { disks, interfaces }: Asset,
  networks: Declared<{ readonly platform: Platform | undefined }>,
  path: Path,
  report: Report,
): void {
  if (disks[systemDisk] === undefined) {
    report({
      path: [...path, "disks"],
      at: "key",
      message: 'there is no drive with the label "system"',
      allowed: "the drive that the operating system is installed on",
      fix: "Add, for example, system: S4X1NA0M900042.",
    });
  }
  for (const name of Object.keys(interfaces)) {
    const at = [...path, "interfaces", name];
    const found = lookUp(networks, name, { kind: "a network", where: "the catalog" }, at, report);
    if (found?.platform !== undefined && found.platform !== "physical") {
      report({
        path: at,
        at: "key",
        message: `${quote(name)} is no network of physical servers`,
        allowed: "a network of the platform physical",
        fix: "Name the network that this interface is plugged into.",
      });
    }
  }
}

/** No two entries may be one machine: each would install it. */
function checkOnce(drafts: readonly (readonly [string, Asset | undefined])[], report: Report) {
  const seen = new Map<string, string>();
  for (const [tag, asset] of drafts) {
    for (const key of ["serial", "uuid"] as const) {
      const value = asset && `${key} ${asset[key]}`;
      const holder = value && seen.get(value);
      if (value && holder) {
        report({
          path: ["platforms", "physical", "assets", tag, key],
          at: "value",
          message: `${asset[key]} is the ${key} of ${holder} already`,
          allowed: "one entry for each machine",
          fix: "Correct one of the two.",
        });
      }
      if (value && !holder) {
        seen.set(value, tag);
      }
    }
  }
}

/** What a physical server asks for, and what it is held against. */
interface Asked {
  readonly platform?: Platform | undefined;
  readonly asset?: string | undefined;
}

/** What the customer owns and which machines are taken. */
interface Holdings {
  readonly owner: string | undefined;
  readonly assets: Declared<Asset>;
  readonly networks: readonly Attachment[] | undefined;
  /** Which server of the estate is on which machine. Grows with every server. */
  readonly taken: Map<string, string>;
}

/** What is asked of a physical server and cannot be done is reported, also an asset elsewhere. */
export function checkPhysical(
  name: string,
  raw: object,
  asked: Asked,
  holdings: Holdings,
  report: Report,
): void {
  const path = ["servers", name];
  const { platform, asset: tag } = asked;
  if (platform !== "physical") {
    if (platform !== undefined && tag !== undefined) {
      report({
        path: [...path, "asset"],
        at: "key",
        message: "stands at a server that is no physical one",
        allowed: "an asset with platform: physical",
        fix: "Remove it, or correct the platform.",
      });
    }
    return;
  }
  if (!entriesOf(raw).has("asset")) {
    report({
      path: [...path, "asset"],
      at: "key",
      message: "is missing",
      allowed: `the customer's machine by its asset tag: ${oneOf([...(holdings.assets?.keys() ?? [])])}`,
      fix: "Add, for example, asset: CH-0042.",
    });
  }
  const at = [...path, "asset"];
  const what = { kind: "an asset", where: "the catalog" };
  const asset = lookUp(holdings.assets, tag, what, at, report);
  if (tag === undefined || asset === undefined) {
    return;
  }
  checkHolder(name, tag, asset, holdings, report);
  checkParts(raw, tag, asset, path, report);
  checkPlugs(tag, asset, holdings.networks, path, report);
}

function checkHolder(
  name: string,
  tag: string,
  asset: Asset,
  { owner, taken }: Holdings,
  report: Report,
): void {
  const at = ["servers", name, "asset"];
  if (owner !== undefined && asset.owner !== owner) {
    report({
      path: at,
      at: "value",
      message: `${quote(tag)} is a machine of ${asset.owner}`,
      allowed: `a machine that ${owner} owns`,
      fix: "Name a machine of this customer.",
    });
  }
  const holder = taken.get(tag);
  if (holder !== undefined) {
    report({
      path: at,
      at: "value",
      message: `${quote(tag)} is the machine of ${holder} already`,
      allowed: "one server on each machine",
      fix: "Name another machine.",
    });
  }
  taken.set(tag, holder ?? name);
}

function checkParts(raw: object, tag: string, { disks }: Asset, path: Path, report: Report): void {
  for (const [label, disk] of entriesBelow(raw, "disks")) {
    if (disks[label] === undefined) {
      report({
        path: [...path, "disks", label],
        at: "key",
        message: `${quote(tag)} has no drive for ${quote(label)}`,
        allowed: oneOf(Object.keys(disks)),
        fix: `Take one of these labels, or add the drive to ${tag} in the catalog.`,
      });
    }
    if (entriesOf(disk).has("adopted")) {
      report({
        path: [...path, "disks", label, "adopted"],
        at: "key",
        message: "a drive is known by its serial number, wherever it sits",
        allowed: "a disk without a place",
        fix: "Remove it.",
      });
    }
    if (entriesOf(disk).get("removed") === true) {
      report({
        path: [...path, "disks", label, "removed"],
        at: "value",
        message: "nobody takes a drive out of a machine from here",
        allowed: "disks that stay",
        fix: "Have it taken out by hand, and remove it here and in the catalog.",
      });
    }
  }
}

function checkPlugs(
  tag: string,
  { interfaces }: Asset,
  networks: readonly Attachment[] = [],
  path: Path,
  report: Report,
): void {
  if (networks.length > 1) {
    report({
      path: [...path, "networks"],
      at: "key",
      message: `${networks.length} networks are too many for a physical server`,
      allowed: "one network",
      fix: "Remove the others.",
    });
  }
  for (const { network, address } of networks) {
    if (network.platform === "physical" && address === undefined) {
      report({
        path: [...path, "networks"],
        at: "key",
        message: "a physical server has its address for good, and none is given",
        allowed: `networks: [{ name: ${network.name}, address: ${network.addresses.static.from} }]`,
        fix: "Write the address at the network.",
      });
    }
    if (network.platform === "physical" && interfaces[network.name] === undefined) {
      report({
        path: [...path, "asset"],
        at: "value",
        message: `${quote(tag)} has no interface in ${quote(network.name)}`,
        allowed: oneOf(Object.keys(interfaces)),
        fix: `Choose one of these networks, or add the interface to ${tag} in the catalog.`,
      });
    }
  }
}
