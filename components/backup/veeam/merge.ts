/** Values as JSON knows them. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a job is told, and what it has. */
export type Part = Record<string, Json>;

export function isPart(value: Json | undefined): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is there with what is wanted over it: fields that nobody declares stay as they are. */
export function overlaid(there: Part, wanted: Part): Part {
  const merged = { ...there };
  for (const [key, value] of Object.entries(wanted)) {
    const old = there[key];
    merged[key] = isPart(value) && isPart(old) ? overlaid(old, value) : value;
  }
  return merged;
}

/** Where what is there is not as wanted, with both values. */
export function differences(wanted: Part, there: Part, path = ""): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const old = there[key];
    const where = path === "" ? key : `${path}.${key}`;
    if (isPart(value) && isPart(old)) {
      return differences(value, old, where);
    }
    return same(value, old)
      ? []
      : [`${where} is ${JSON.stringify(old ?? null)}, wanted ${JSON.stringify(value)}`];
  });
}

/** The server writes `4:00` for `04:00`, and adds to things in lists what it knows of them. */
function same(wanted: Json, there: Json | undefined): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(there) &&
      there.length === wanted.length &&
      wanted.every((item, index) => includes(item, there[index]))
    );
  }
  return plain(wanted) === plain(there ?? null);
}

function includes(wanted: Json, there: Json | undefined): boolean {
  return isPart(wanted)
    ? isPart(there) && differences(wanted, there).length === 0
    : same(wanted, there);
}

function plain(value: Json): string {
  const text = JSON.stringify(value);
  return /^"\d:[0-5]\d/.test(text) ? `"0${text.slice(1)}` : text;
}
