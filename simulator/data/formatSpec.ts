/** The data as a file: one line for each type, resource and function, in a fixed order. */
export function formatSpec(spec: object): string {
  const sections = Object.entries(spec).map(([key, value]) =>
    typeof value === "string" || key === "config"
      ? `${JSON.stringify(key)}: ${JSON.stringify(value)}`
      : `${JSON.stringify(key)}: {\n${lines(value)}\n}`,
  );
  return `{\n${sections.join(",\n")}\n}\n`;
}

function lines(section: object): string {
  return Object.entries(section)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(",\n");
}
