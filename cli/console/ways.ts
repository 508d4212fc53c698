import type { BmcConnection, ObservedConsole } from "../../components/index.js";

type Address = Pick<BmcConnection, "address">;

/** How a person comes to each console of a machine, one line each. */
export function waysTo(
  consoles: readonly ObservedConsole[],
  bmc: Address & { readonly cipherSuite?: 3 | 17 },
): readonly string[] {
  if (consoles.length === 0) {
    return ["The BMC tells of no console."];
  }
  return consoles.map((one) =>
    one.open
      ? `${one.kind} console: ${wayTo(one, bmc)}`
      : `${one.kind} console over ${one.over}: closed in the BMC`,
  );
}

function wayTo(
  { over, port, entry }: ObservedConsole,
  { address, cipherSuite = 17 }: Address & { readonly cipherSuite?: 3 | 17 },
): string {
  const url = new URL(address);
  const at = address.startsWith("ipmi:") ? url.port : port;
  const then = entry === undefined ? "" : `, then: ${entry}`;
  switch (over) {
    case "web":
      return `https://${url.host} in a browser`;
    case "ssh":
      return `ssh ${port === undefined ? "" : `-p ${port} `}ACCOUNT@${url.hostname}${then}`;
    case "ipmi":
      return (
        `ipmitool -I lanplus -C ${cipherSuite} -H ${url.hostname} ${at ? `-p ${at} ` : ""}` +
        "-U ACCOUNT -L OPERATOR -f FILE sol activate"
      );
  }
}
