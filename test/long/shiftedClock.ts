import { appendFileSync } from "node:fs";

/** Days by which a process that preloads this file is ahead of the real time. */
const days = Number(process.env["SHIFTED_DAYS"] ?? "0");
const RealDate = Date;
const now = (): number => RealDate.now() + days * 86_400_000;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given, made) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});

const witness = process.env["SHIFTED_WITNESS"];
if (witness !== undefined) {
  appendFileSync(witness, `${new Date().toISOString().slice(0, 10)} ${process.argv.join(" ")}\n`);
}
