import { z } from "zod";
import { hinted } from "../report/hint.js";

const byte = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const four = `${byte}(?:\\.${byte}){3}`;

/** An IPv4 address. */
export const address = hinted(z.string().regex(new RegExp(`^${four}$`)), {
  noun: "an IPv4 address",
  expected: 'four numbers from 0 to 255, such as "10.240.200.10"',
  example: "10.240.200.10",
});

/** An IPv4 network with room for servers. */
export const cidr = hinted(z.string().regex(new RegExp(`^${four}/(?:[89]|1[0-9]|2[0-9])$`)), {
  noun: "an IPv4 network",
  expected: 'its first address and 8 to 29 bits, such as "10.240.0.0/16"',
  example: "10.240.0.0/16",
});

/** The name of a DNS domain. */
export const domain = hinted(
  z
    .string()
    .max(253)
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/),
  {
    noun: "a domain",
    expected: 'the name of a DNS domain in lower-case letters, such as "chemistry.example.edu"',
    example: "chemistry.example.edu",
    mend: (text) => text.toLowerCase().replace(/\.$/, ""),
  },
);
