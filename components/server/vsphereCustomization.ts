import type { Output } from "@pulumi/pulumi";
import { sysprepZone } from "../patching/compile/sysprepZone.js";
import { prefixLength } from "../service/addresses.js";
import type { VsphereInterface } from "./interfaces.js";

/** What a virtual machine is told when it starts for the first time. */
export interface VsphereCustomization {
  /** DNS domain of the host name, such as `chemistry.example.edu`. */
  readonly domain: string;
  /** IANA time zone, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** What only Windows is told; absent on Linux. */
  readonly windows?: WindowsBirth;
}

/** What Windows is told at its birth. */
export interface WindowsBirth {
  /** The first password of the administrator. */
  readonly password: Output<string>;
  /** The domain that it joins. */
  readonly join?: {
    readonly domain: string;
    readonly user: string;
    readonly password: Output<string>;
  };
}

/** The customization of a clone. It counts at birth only. */
export function customize(
  name: string,
  { domain, timeZone, windows }: VsphereCustomization,
  interfaces: readonly VsphereInterface[],
) {
  const plans = interfaces.flatMap(({ fixed }) => fixed?.plan ?? []);
  const gateway = interfaces[0]?.fixed?.plan.gateway;
  return {
    networkInterfaces: interfaces.map((card) => settings(card, domain)),
    dnsServerLists: [...new Set(plans.flatMap(({ dnsServers }) => dnsServers))],
    dnsSuffixLists: [domain],
    ...(gateway !== undefined && { ipv4Gateway: gateway }),
    ...(windows === undefined
      ? { linuxOptions: { hostName: name, domain, timeZone } }
      : { windowsOptions: windowsOptions(name, timeZone, windows) }),
  };
}

function settings({ fixed }: VsphereInterface, dnsDomain: string) {
  return fixed === undefined
    ? {}
    : {
        ipv4Address: fixed.address,
        ipv4Netmask: prefixLength(fixed.plan.cidr),
        dnsServerLists: [...fixed.plan.dnsServers],
        dnsDomain,
      };
}

function windowsOptions(name: string, timeZone: string, { password, join }: WindowsBirth) {
  const zone = sysprepZone(timeZone);
  return {
    computerName: name,
    adminPassword: password,
    ...(zone !== undefined && { timeZone: zone }),
    ...(join && {
      joinDomain: join.domain,
      domainAdminUser: join.user,
      domainAdminPassword: join.password,
    }),
  };
}
