import { z } from "zod";
import { hinted } from "../report/hint.js";

// `constructor` is a property of every JavaScript object: no name may be mistaken for it.
const label = (longest: number) =>
  new RegExp(`^(?!constructor$)[a-z](?:[a-z0-9-]{0,${longest - 2}}[a-z0-9])?$`);

function mendLabel(text: string): string | undefined {
  const mended = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return label(63).test(mended) ? mended : undefined;
}

function named(noun: string, longest: number, example: string) {
  return hinted(z.string().regex(label(longest)), {
    noun,
    expected: `at most ${longest} lower-case letters, digits and hyphens, first a letter, last no hyphen`,
    example,
    mend: mendLabel,
  });
}

/** The name of anything that a catalog or an estate declares. */
export const name = named("a name", 40, "chemistry");

/** A name of something that is declared elsewhere, with an example of its kind. */
export const reference = (example: string) => named("a name", 40, example);

/** The name of a server: a host name by RFC 1123, at most 63 characters. */
export const serverName = named("a server name", 63, "lims-db-1");

/** The label of a disk. */
export const diskLabel = named("a disk label", 20, "data");

/** The name of a security advisory. */
export const advisory = hinted(
  z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9.:-]{0,48}[A-Za-z0-9])?$/),
  {
    noun: "an advisory",
    expected: 'at most 50 letters, digits and . : - , such as "CVE-2026-12345"',
    example: "CVE-2026-12345",
  },
);

/** Free text on one line. */
export const line = hinted(
  z
    .string()
    .regex(/^\S(?:.*\S)?$/)
    .max(128),
  {
    noun: "text",
    expected: "text of at most 128 characters on one line, without spaces at its ends",
    example: "Department of Chemistry",
  },
);

/** The name of an object on a platform, such as a datacenter, folder or template. */
export const objectName = hinted(
  z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9 ._/-]{0,78}[A-Za-z0-9._-])?$/),
  {
    noun: "the name of an object",
    expected: "at most 80 letters, digits, spaces and . _ / - , first a letter or digit",
    example: "dc-main",
  },
);

/** A cost center, as it is put into tags. */
export const costCenter = hinted(
  z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9 ._:/=+@-]{0,62}[A-Za-z0-9])?$/),
  {
    noun: "a cost center",
    expected: "at most 64 letters, digits, spaces and . _ : / = + @ -",
    example: "4711-20",
  },
);

/** A group of a directory, as vCenter names it: the domain, a backslash and the group. */
export const directoryGroup = hinted(
  z
    .string()
    .regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?\\[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?$/,
    ),
  {
    noun: "a group of a directory",
    expected: "a domain, a backslash and a group: letters, digits, spaces and . _ -",
    example: "EXAMPLE\\chemistry-servers",
  },
);

/** A mail address. */
export const email = hinted(z.email(), {
  noun: "a mail address",
  expected: 'a mail address, such as "it@chemistry.example.edu"',
  example: "it@chemistry.example.edu",
});
