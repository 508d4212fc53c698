import { addressNumber, addressRefusal, isNetwork } from "../../../components/service/addresses.js";
import type { Network } from "../model.js";
import type { Path, Report } from "../report/finding.js";

/** What does not fit together in the addresses of a network is reported. */
export function checkAddressPlan(network: Network, path: Path, report: Report): void {
  const plan = network.addresses;
  if (plan === undefined) {
    return;
  }
  const at = [...path, "addresses"];
  if (!isNetwork(plan.cidr)) {
    report({
      path: [...at, "cidr"],
      at: "value",
      message: `${plan.cidr} begins with an address inside of a network`,
      allowed: "the first address of the network and its bits",
      fix: "Write the first address, or more bits.",
    });
    return;
  }
  for (const end of ["from", "to"] as const) {
    const refusal = addressRefusal(plan.static[end], plan, !isRouted(network));
    if (refusal !== undefined && addressNumber(plan.static.from) <= addressNumber(plan.static.to)) {
      report({
        path: [...at, "static", end],
        at: "value",
        message: refusal.message,
        allowed: `an address of ${plan.cidr} that a server may have`,
        fix: "Move the end of the range.",
      });
    }
  }
  if (addressNumber(plan.static.from) > addressNumber(plan.static.to)) {
    report({
      path: [...at, "static", "to"],
      at: "value",
      message: `${plan.static.to} is before ${plan.static.from}, the first address of the range`,
      allowed: "the first address or a later one",
      fix: "Swap the two addresses.",
    });
  }
  if (isRouted(network)) {
    checkGateway(network.addresses?.gateway, plan, at, report);
  }
}

/** Whether servers must be told how to reach others; a cloud keeps addresses and does that itself. */
export function isRouted(
  network: Network,
): network is Extract<Network, { readonly platform: "vsphere" | "hyperv" | "physical" }> {
  return network.platform !== "aws" && network.platform !== "azure";
}

function checkGateway(
  gateway: string | undefined,
  plan: { readonly cidr: string; readonly static: { readonly from: string; readonly to: string } },
  path: Path,
  report: Report,
): void {
  const whole = { from: gateway ?? "", to: gateway ?? "" };
  const refusal = gateway && addressRefusal(gateway, { cidr: plan.cidr, static: whole }, false);
  if (refusal) {
    report({
      path: [...path, "gateway"],
      at: "value",
      message: refusal.message,
      allowed: `an address of ${plan.cidr}`,
      fix: "Write the address of the router in this network.",
    });
  }
}
