import { type JsonObject, textAt } from "../core/json.js";
import { type Answer, all, type Call, type Handler, type Kind } from "./call.js";

const mostAtOnce = 1000;
const defaultLimit = 200;

/** One page of what was found, as `skip` and `limit` say. */
export function page(found: readonly JsonObject[], skip: number, limit: number): Answer {
  const data = found.slice(skip, skip + Math.min(limit, mostAtOnce));
  const pagination = { total: found.length, count: data.length, skip, limit };
  return { status: 200, body: { data, pagination } };
}

/** How a filter of a query narrows a list. */
type Filter = (item: JsonObject, wanted: string) => boolean;

const same =
  (key: string): Filter =>
  (item, wanted) =>
    textAt(item, key) === wanted;

/** The asterisk stands for any letters. */
const like =
  (key: string): Filter =>
  (item, wanted) => {
    const pattern = wanted.split("*").map((part) => part.replace(/[^\w]/g, "\\$&"));
    return new RegExp(`^${pattern.join(".*")}$`, "i").test(textAt(item, key) ?? "");
  };

const since: Filter = (item, wanted) =>
  Date.parse(textAt(item, "creationTime") ?? "") > Date.parse(wanted);

/** Sessions have no type but that of a session. */
const ofType: Filter = (item, wanted) =>
  (textAt(item, "type") ?? textAt(item, "sessionType")) === wanted;

const filters: Readonly<Record<string, Filter>> = {
  nameFilter: like("name"),
  typeFilter: ofType,
  jobIdFilter: same("jobId"),
  sessionIdFilter: same("sessionId"),
  backupIdFilter: same("backupId"),
  hintFilter: like("hint"),
  sessionTypeFilter: same("sessionType"),
  createdAfterFilter: since,
};

/** Lists the things of a kind, filtered, in pages. */
export function list(kind: Kind, shown: (item: JsonObject, call: Call) => JsonObject): Handler {
  return (call) => {
    const found = all(call, kind).map(({ properties }) => properties);
    const { query } = call;
    const narrowed = found.filter((item) =>
      [...query].every(([name, wanted]) => filters[name]?.(item, wanted) ?? true),
    );
    return page(
      ordered(narrowed, query).map((item) => shown(item, call)),
      Number(query.get("skip") ?? 0),
      Number(query.get("limit") ?? defaultLimit),
    );
  };
}

/** In the order that a query asks for; as they came where it asks for none. */
function ordered(items: readonly JsonObject[], query: URLSearchParams): readonly JsonObject[] {
  const column = query.get("orderColumn");
  if (column === null) {
    return items;
  }
  const key = column.charAt(0).toLowerCase() + column.slice(1);
  const turn = query.get("orderAsc") === "false" ? -1 : 1;
  return items.toSorted((a, b) => {
    const [one, other] = [textAt(a, key) ?? "", textAt(b, key) ?? ""];
    return one === other ? 0 : one < other ? -turn : turn;
  });
}
