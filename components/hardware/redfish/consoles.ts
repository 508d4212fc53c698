import type * as z from "zod/mini";
import type { ObservedConsole } from "../observed.js";
import type { manager, System } from "./models.js";

type Manager = z.infer<typeof manager>;
type Way = System["GraphicalConsole"];

/** The consoles of a machine: newer BMCs tell of them at the machine, older ones at themselves. */
export function consolesOf(system: System, manager: Manager | undefined): ObservedConsole[] {
  const { GraphicalConsole, SerialConsole } = system;
  const graphical = GraphicalConsole ?? manager?.GraphicalConsole;
  const serial = SerialConsole
    ? [...consoleOver("ssh", SerialConsole.SSH), ...consoleOver("ipmi", SerialConsole.IPMI)]
    : serialOf(manager);
  return [
    ...(graphical
      ? [{ kind: "graphical", over: "web", open: graphical.ServiceEnabled === true } as const]
      : []),
    ...serial,
  ];
}

function consoleOver(over: "ssh" | "ipmi", way: Way): ObservedConsole[] {
  if (!way) {
    return [];
  }
  const { ServiceEnabled, Port, ConsoleEntryCommand } = way;
  return [
    {
      ...{ kind: "serial", over, open: ServiceEnabled === true },
      ...(Port && { port: Port }),
      ...(ConsoleEntryCommand && { entry: ConsoleEntryCommand }),
    },
  ];
}

function serialOf(manager: Manager | undefined): ObservedConsole[] {
  const { ServiceEnabled, ConnectTypesSupported } = manager?.SerialConsole ?? {};
  const over = (["ssh", "ipmi"] as const).filter((way) =>
    ConnectTypesSupported?.includes(way.toUpperCase()),
  );
  return over.map((way) => ({ kind: "serial", over: way, open: ServiceEnabled === true }));
}
