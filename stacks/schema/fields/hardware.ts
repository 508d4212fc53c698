import { z } from "zod";
import { hinted } from "../report/hint.js";

/** The number under which a customer's own inventory knows a machine. */
export const assetTag = hinted(
  z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$/),
  {
    noun: "an asset tag",
    expected: "at most 40 letters, digits and . _ -, first and last a letter or digit",
    example: "CH-0042",
  },
);

/** The serial number of a machine or a drive, as the hardware tells it. */
export const serialNumber = hinted(
  z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/),
  {
    noun: "a serial number",
    expected: "at most 64 letters, digits and . _ -, first and last a letter or digit",
    example: "CZ2D0X0042",
  },
);

/** The UUID of a machine. */
export const systemUuid = hinted(
  z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  {
    noun: "the UUID of a machine",
    expected: "a UUID in lower-case letters, as its BMC and dmidecode tell it",
    example: "30373237-3132-4d32-3235-303930344b57",
    mend: (text) => text.toLowerCase(),
  },
);

/** The MAC address of a network interface. */
export const macAddress = hinted(z.string().regex(/^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/), {
  noun: "a MAC address",
  expected: "six pairs of hexadecimal digits in lower-case letters with colons between them",
  example: "b8:83:03:00:42:01",
  mend: (text) => text.toLowerCase().replaceAll("-", ":"),
});

const host = "[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[1-9][0-9]{0,4})?";

/** Where a BMC answers, over Redfish or over IPMI. */
export const bmcAddress = hinted(z.string().regex(new RegExp(`^(?:https|ipmi)://${host}$`)), {
  noun: "the address of a BMC",
  expected:
    "https:// (Redfish) or ipmi:// with its name or address and perhaps a port, and nothing behind it",
  example: "https://10.9.2.42",
  mend: (text) => text.replace(/^http:/, "https:").replace(/\/$/, ""),
});

/** A file or a folder that is read over HTTPS. */
export const httpsAddress = hinted(
  z.string().regex(new RegExp(`^https://${host}(?:/[A-Za-z0-9._-]{1,80}){1,8}$`)),
  {
    noun: "an address",
    expected: "https:// with a name and a path of letters, digits and . _ -",
    example: "https://install.example.edu/debian-12.iso",
    mend: (text) => text.replace(/^http:/, "https:").replace(/\/$/, ""),
  },
);

/** By what a certificate is told from all others. */
export const certificateFingerprint = hinted(
  z.string().regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/),
  {
    noun: "the SHA-256 fingerprint of a certificate",
    expected: "32 pairs of hexadecimal digits in capitals with colons between them",
    example: Array.from({ length: 32 }, (_, index) =>
      (0xa0 + index).toString(16).toUpperCase(),
    ).join(":"),
    mend: (text) => (/^[0-9a-f:]+$/i.test(text) ? text.toUpperCase() : undefined),
  },
);

/** The cipher suites of IPMI 2.0 that prove who speaks, and let nobody read along. */
export const cipherSuite = hinted(z.literal([3, 17]), {
  noun: "a cipher suite of IPMI that is allowed",
  expected: "17, or 3 for a BMC that has no better one",
  example: "17",
});

/** A level of firmware that is wanted. */
export const firmwareLevel = hinted(z.string().regex(/^(?:>=|=) [0-9]+(?:\.[0-9]+)+[a-z]?$/), {
  noun: "a level of firmware",
  expected: '"= 1.65" for exactly this one, or ">= 1.65" for this one or a later one',
  example: ">= 1.65",
  mend: (text) => (/^[0-9]+(?:\.[0-9]+)+[a-z]?$/.test(text) ? `>= ${text}` : undefined),
});
