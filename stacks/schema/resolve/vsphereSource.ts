import type { z } from "zod";
import { vsphereImage } from "../image.js";
import { draftOf } from "../inspect/draft.js";
import type { VsphereSource } from "../model.js";
import type { Path, Report } from "../report/finding.js";

/** What machines are cloned from; undefined when that is incomplete. */
export function sourceOf({
  template,
  library,
  item,
}: Partial<z.output<typeof vsphereImage>>): VsphereSource | undefined {
  if (template !== undefined) {
    return { template };
  }
  return library !== undefined && item !== undefined ? { library, item } : undefined;
}

/** An image that names a template and an item of a library, or neither wholly, is reported. */
export function checkSource(raw: unknown, path: Path, report: Report): void {
  const { value, broken } = draftOf(vsphereImage, vsphereImage, raw);
  const { template, library, item } = value;
  const isTwofold = template !== undefined && (library !== undefined || item !== undefined);
  const isOpen = broken.size === 0 && sourceOf(value) === undefined;
  if (isTwofold || isOpen) {
    report({
      path,
      at: "key",
      message: isTwofold
        ? "a template and an item of a content library are given"
        : "it is not said what machines are cloned from",
      allowed: "{ template: tpl-debian-12 } or { library: images, item: debian-12 }",
      fix: isTwofold ? "Keep one of the two." : "Write one of these, with names of your vCenter.",
    });
  }
}
