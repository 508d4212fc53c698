import type { Hardware } from "./state.js";

/** Where a medium finds what it is told. */
export type Files = Map<string, string>;

const words = {
  name: /get_hostname string (\S+)|--hostname=(\S+)|"hostname": "([^"]+)"|<ComputerName>([^<]+)</,
  address:
    /get_ipaddress string (\S+)|--ip=(\S+)|"addresses": \[\s*"([^/"]+)\/|keyValue="1">([^</]+)\//,
  drive: /by-id\/\*(\S+?)(?: \||\n|$)|"serial": "\*([^"]+)"|^(\S+-D\d)\r$/m,
  ended: /--data-binary (\S+) (https:\S+?)(?:'|"|\s|$)/,
};

/**
 * Ends an installation as installers do: what the answers name is on the drive that they name, the
 * end is said, and the machine is off. One that finds no answers waits at its screen for ever.
 */
export function endInstallation(machine: Hardware, files: Files): void {
  const prefix = `/${machine.serial}/answers/`;
  const answers = [...files].filter(([path]) => path.startsWith(prefix));
  const told = answers.map(([, text]) => text).join("\n");
  const [name, address, drive] = [words.name, words.address, words.drive].map((word) =>
    word.exec(told)?.slice(1).find(Boolean),
  );
  const attempt = words.ended.exec(told)?.[1];
  const target = machine.drives.find(({ serial }) => drive !== undefined && serial === drive);
  if (name === undefined || address === undefined || !target || attempt === undefined) {
    return;
  }
  const isWindows = answers.some(([path]) => path.endsWith("unattend.xml"));
  target.holds = `${name} ${attempt}`;
  machine.installed = { attempt, name, address, isWindows };
  machine.system = isWindows ? "Windows Boot Manager" : "debian";
  machine.installations += 1;
  machine.power = "Off";
  machine.installing = null;
  files.set(`/${machine.serial}/done`, attempt);
}
