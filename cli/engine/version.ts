/** The engine's version: the one that the pinned npm package `pulumi` looks for. */
export const engineVersion = "3.250.0";

type Version = readonly [major: number, minor: number, patch: number];

/** Reads `v3.250.0`, also with a suffix or around it other words; undefined where there is none. */
export function parseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Whether an engine can stand in for ours: the same major version, and not older. */
export function fits(version: Version | undefined, wanted: string = engineVersion): boolean {
  const least = parseVersion(wanted);
  if (version === undefined || least === undefined || version[0] !== least[0]) return false;
  return version[1] > least[1] || (version[1] === least[1] && version[2] >= least[2]);
}
