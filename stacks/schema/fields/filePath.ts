import { z } from "zod";
import type { OperatingSystem } from "../../../components/service/operatingSystem.js";
import { hinted } from "../report/hint.js";

/** How files and folders of servers are named, from the top, with no step back. */
export const pathForms: Readonly<
  Record<OperatingSystem, { readonly pattern: RegExp; readonly noun: string }>
> = {
  linux: {
    pattern: /^(?:\/(?!\.{1,2}(?:\/|$))[^/\r\n\t]+)+$/,
    noun: "a path from the root, such as /srv/data/report.csv",
  },
  windows: {
    pattern: /^[A-Za-z]:(?:\\(?!\.{1,2}(?:\\|$))[^\\/:*?"<>|\r\n\t]+)+$/,
    noun: "a path from its drive, such as D:\\data\\report.csv",
  },
};

const forms = Object.values(pathForms);

/** A file or a folder of some server. */
export const filePath = hinted(
  z.string().regex(new RegExp(forms.map(({ pattern }) => pattern.source).join("|"))),
  {
    noun: "the path of a file",
    expected: forms.map(({ noun }) => noun).join(", or "),
    example: "/srv/data/report.csv",
  },
);
