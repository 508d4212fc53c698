import { z } from "zod";
import { replicaAuthentications } from "../../components/service/replica.js";
import { choice, whole } from "./fields/choice.js";
import { reference } from "./fields/text.js";
import { computerName } from "./fields/windowsPath.js";

/** A replica as a customer asks for it. */
export const replica = z
  .strictObject({
    host: reference("hv-2").describe("The other host, by its name in the catalog."),
    every: choice("a frequency", ["30s", "5m", "15m"])
      .default("5m")
      .describe("How often changes are sent there."),
  })
  .describe(
    "On Hyper-V, a copy of the server that another host keeps up to date. It is no backup: what is deleted is deleted there as well.",
  );

/** How a host takes replicas. */
export const takesReplicas = z
  .strictObject({
    server: computerName.describe("The name by which other hosts reach it for this."),
    port: whole("a port", 1, 65_535).describe(
      "The port on which it takes replicas; Hyper-V's own are 80 for Kerberos and 443 for certificates.",
    ),
    authentication: choice("a way to authenticate", replicaAuthentications).describe(
      "How hosts prove to each other who they are; only certificates encrypt what is sent.",
    ),
  })
  .describe("How the host takes replicas of machines of other hosts; it takes none when absent.");
