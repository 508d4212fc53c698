import { hypervRecovery } from "../hypervRecovery.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { HypervPlug } from "../model.js";
import type { Finding, Path, Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";
import { vsphereRecovery } from "../vsphereRecovery.js";
import { checkAddressPlan } from "./addressPlans.js";
import type { BackupServerDraft } from "./backupServer.js";
import { checkHost } from "./hyperv.js";

/** A place at which nothing lies from which servers could come up. */
export function withoutCopiesAt(path: Path, copies: object): Finding {
  return {
    ...{ path, at: "key" },
    message: `no copies of backups lie at ${quote(path.at(-1) ?? "")}`,
    allowed: oneOf(Object.keys(copies)),
    fix: "Name a place of backupCopies.",
  };
}

/** Places for servers of the provider's own datacenters that cannot be are reported. */
export function checkSiteRecovery(
  offers: ReadonlyMap<string, unknown>,
  server: BackupServerDraft,
  report: Report,
): void {
  const recoveryOf = (platform: string) => entriesOf(offers.get(platform)).get("recovery");
  const vsphere = vsphereRecovery.safeParse(recoveryOf("vsphere")).data ?? {};
  const hyperv = hypervRecovery.safeParse(recoveryOf("hyperv")).data ?? {};
  const copies = server === "none" ? {} : server?.backupCopies;
  for (const [platform, places] of Object.entries({ vsphere, hyperv })) {
    for (const place of Object.keys(places)) {
      if (copies !== undefined && copies[place] === undefined) {
        report(withoutCopiesAt(["platforms", platform, "recovery", place], copies));
      }
    }
  }
  for (const [place, there] of Object.entries(hyperv)) {
    const path = ["platforms", "hyperv", "recovery", place];
    const offer = entriesBelow(offers.get("hyperv"), "recovery").get(place);
    checkNetworks(there.networks, offer, { path, field: "networks" }, report);
    checkNetworks(there.rehearsal ?? {}, offer, { path, field: "rehearsal" }, report);
    const other = vsphere[place];
    if (other !== undefined && there.repository !== other.repository) {
      report({
        ...{ path: [...path, "repository"], at: "value" },
        message: `one backup server keeps the backups of the place in ${quote(other.repository)}, as platforms.vsphere says`,
        allowed: quote(other.repository),
        fix: "Write the same repository in both.",
      });
    }
  }
}

function checkNetworks(
  networks: Readonly<Record<string, HypervPlug>>,
  offer: unknown,
  { path, field }: { readonly path: Path; readonly field: string },
  report: Report,
): void {
  for (const [name, plug] of Object.entries(networks)) {
    const at = [...path, field, name];
    checkHost(plug.host, { offer, path }, at, report);
    checkAddressPlan({ name, platform: "hyperv", ...plug }, at, report);
  }
}
