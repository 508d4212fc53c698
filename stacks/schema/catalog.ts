import { z } from "zod";
import { administration } from "./access.js";
import { accountBaselines } from "./account.js";
import { azureOffer } from "./azureOffer.js";
import { backupClass } from "./backupClass.js";
import { backupServer } from "./backupServer.js";
import { dataLocations } from "./dataLocations.js";
import { duration, soak } from "./fields/duration.js";
import { email, line, name } from "./fields/text.js";
import { providerFirewall } from "./firewall.js";
import { freeze } from "./freeze.js";
import { hypervOffer } from "./hypervOffer.js";
import { image } from "./image.js";
import { network } from "./network.js";
import { awsOffer, vsphereOffer } from "./offers.js";
import { physicalOffer } from "./physicalOffer.js";
import { platformSystem } from "./platformSystem.js";
import { runningHours } from "./runningHours.js";
import { window } from "./window.js";
import { windowsUpdate } from "./windowsUpdate.js";

/** How long before an opening its customer must know of it. */
export const leadTimes = z
  .strictObject({
    patching: soak.default("7d").describe("Before regular and moved openings: 7d or 36h."),
    emergency: soak.default("4h").describe("Before emergency windows."),
    maintenance: soak.default("7d").describe("Before openings in which changes restart servers."),
  })
  .describe("The least notice that the provider gives, by class of work.");

/** The login names of an approver. */
export const logins = z
  .strictObject({
    github: line.describe("The login name on GitHub.").optional(),
    gitlab: line.describe("The user name on GitLab.").optional(),
    azureDevOps: line
      .describe("The unique name in Azure DevOps, mostly a mail address.")
      .optional(),
  })
  .describe("Who an approver is on forges.");

/** The platforms that the provider offers. */
const platformOffers = z
  .strictObject({
    vsphere: vsphereOffer.optional(),
    aws: awsOffer.optional(),
    azure: azureOffer.optional(),
    hyperv: hypervOffer.optional(),
    physical: physicalOffer.optional(),
  })
  .describe("The platforms on which servers can stand.");

/** `stacks/catalog.yaml`: what the provider offers to every estate. */
export const catalog = z
  .strictObject({
    platforms: platformOffers,
    images: z.record(name, image).describe("Operating systems by name, such as debian-12."),
    networks: z.record(name, network).describe("Networks by name, such as dc-chemistry."),
    windows: z.record(name, window).describe("Maintenance windows by name."),
    freezes: z
      .record(name, freeze)
      .default({})
      .describe("Days on which nothing regular may touch a server, by name."),
    runningHours: z
      .record(name, runningHours)
      .default({})
      .describe("Hours in which instance schedulers keep servers running, by name."),
    administration: administration.optional(),
    accounts: accountBaselines.optional(),
    windowsUpdate: windowsUpdate.optional(),
    backupServer: backupServer.optional(),
    firewall: providerFirewall.optional(),
    backupClasses: z.record(name, backupClass).describe("Backup classes by name."),
    platformSystems: z
      .record(name, platformSystem)
      .default({})
      .describe("The systems that the platform consists of and how they are backed up, by name."),
    dataLocations: dataLocations.optional(),
    approvers: z
      .array(email)
      .default([])
      .describe("Who may allow deferrals, changes at short notice and exceptions from rules."),
    approverLogins: z
      .record(email, logins)
      .default({})
      .describe("Who approvers are on forges, where the gate looks for their reviews."),
    leadTimes: leadTimes.default({ patching: "7d", emergency: "4h", maintenance: "7d" }),
    longestDeferral: soak
      .default("35d")
      .describe("The most days in a row for which a customer can put patches off, such as 35d."),
    quarantine: soak
      .default("30d")
      .describe("How long a retired server is kept before it can be reclaimed, such as 30d."),
    emergencyDuration: duration
      .default("2h")
      .describe("How long emergency windows are open that do not say it, such as 2h."),
  })
  .describe("What the provider offers to every estate.");
