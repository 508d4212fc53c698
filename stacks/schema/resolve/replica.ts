import { z } from "zod";
import { type Platform, platformNames } from "../../../components/service/platform.js";
import { type Replica, replicaFrequencies } from "../../../components/service/replica.js";
import { entriesBelow } from "../inspect/draft.js";
import type { Attachment } from "../model.js";
import { type replica, takesReplicas } from "../replica.js";
import type { Path, Report } from "../report/finding.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";
import { managedHosts } from "./managedHyperv.js";

/** What a replica is held against; what is faulty is left out. */
interface Around {
  readonly platform: Platform | undefined;
  readonly networks: readonly Attachment[] | undefined;
  readonly offer: unknown;
}

/** Of a host that is offered, as far as it is valid. */
const offeredHost = z.object({
  takesReplicas: takesReplicas.optional().catch(undefined),
  certificate: z.string().optional().catch(undefined),
});

type OfferedHost = z.output<typeof offeredHost>;

/** The replica of a server; one that its platform or the hosts cannot keep is reported. */
export function resolveReplica(
  asked: z.output<typeof replica> | undefined,
  { platform, networks = [], offer }: Around,
  path: Path,
  report: Report,
): Replica | undefined {
  if (asked === undefined) {
    return undefined;
  }
  const at = [...path, "replica"];
  if (platform !== undefined && platform !== "hyperv") {
    report({
      ...{ path: at, at: "key" },
      message: `replicas are not kept on ${platformNames[platform]}`,
      allowed: "replicas of servers on Microsoft Hyper-V",
      fix: "Remove it; backups and their copies keep the data elsewhere.",
    });
  } else {
    const own = networks.flatMap(({ network }) =>
      network.platform === "hyperv" ? [network.host] : [],
    );
    checkHosts(asked.host, new Set(own), offer, at, report);
  }
  return { host: asked.host, frequencySeconds: replicaFrequencies[asked.every] };
}

function checkHosts(
  host: string,
  own: ReadonlySet<string>,
  offer: unknown,
  path: Path,
  report: Report,
): void {
  const managed = managedHosts(offer);
  const hosts = entriesBelow(offer, "hosts");
  const taking = [...hosts].flatMap(([name, one]) =>
    takenBy(one) !== undefined && !own.has(name) ? [name] : [],
  );
  const at = [...path, "host"];
  const allowed = taking.length > 0 ? oneOf(taking) : "no host that is offered takes replicas";
  const wrong = (message: string, fix: string) =>
    report({ path: at, at: "value", message, allowed, fix });
  for (const name of own) {
    if (managed.has(name)) {
      report({
        ...{ path, at: "key", allowed: "servers on hosts that it does not manage" },
        message: `Virtual Machine Manager manages ${quote(name)}, where the server stands, and is not asked for replicas`,
        fix: "Remove it, or choose a network of another host.",
      });
    }
  }
  if (managed.has(host)) {
    wrong(
      `Virtual Machine Manager manages ${quote(host)}, and a replica there would be made behind it`,
      "Name a host that it does not manage.",
    );
  } else if (!hosts.has(host)) {
    wrong(
      `${quote(host)} is not a host of Hyper-V`,
      didYouMean(host, taking, "Name a host of platforms.hyperv.hosts."),
    );
  } else if (own.has(host)) {
    wrong(
      `the server stands on ${quote(host)} itself`,
      "Name another host, which is there when this one is not.",
    );
  } else {
    checkLink(host, own, hosts, { path: at, wrong }, report);
  }
}

function checkLink(
  host: string,
  own: ReadonlySet<string>,
  hosts: ReadonlyMap<string, unknown>,
  { path, wrong }: { readonly path: Path; readonly wrong: (message: string, fix: string) => void },
  report: Report,
): void {
  const taken = takenBy(hosts.get(host));
  if (taken === undefined) {
    wrong(
      `${quote(host)} takes no replicas`,
      "Have its administrators let it, and say in the catalog how (takesReplicas).",
    );
  }
  for (const name of own) {
    if (taken?.authentication === "certificate" && certificateOf(hosts.get(name)) === undefined) {
      report({
        ...{ path, at: "value", allowed: "a host that sends with a certificate" },
        message: `${quote(host)} asks for a certificate, and the catalog names none of ${quote(name)}`,
        fix: `Write platforms.hyperv.hosts.${name}.certificate.`,
      });
    }
  }
}

const read = (host: unknown): OfferedHost | undefined => offeredHost.safeParse(host).data;
const takenBy = (host: unknown) => read(host)?.takesReplicas;
const certificateOf = (host: unknown) => read(host)?.certificate;
