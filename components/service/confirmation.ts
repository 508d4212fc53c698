/** Changes that need a confirmation in the estate: each can cost data or a server. */
export const confirmedChanges = ["replace", "reimage", "remove", "remove-disk"] as const;

/** A change that needs a confirmation in the estate. */
export type ConfirmedChange = (typeof confirmedChanges)[number];

/** A confirmation: it names one server and ends by itself. */
export interface Confirmation {
  readonly server: string;
  readonly change: ConfirmedChange;
  /** Label of the disk, for `remove-disk`. */
  readonly disk?: string;
  /** The last planning date on which it is in force, `YYYY-MM-DD`. */
  readonly until: string;
  /** Whether it is part of the end of the whole estate. */
  readonly wholeEstate?: boolean;
}

/** What is confirmed of one server. */
export interface Confirmed {
  readonly replace: boolean;
  readonly reimage: boolean;
  readonly remove: boolean;
  /** Labels of removed disks that may be given up. */
  readonly disks: readonly string[];
}

/** Nothing is confirmed: the server and its disks are protected. */
export const unconfirmed: Confirmed = { replace: false, reimage: false, remove: false, disks: [] };

/** What some confirmations, all in force, say of one server. */
export function confirmedOf(confirmations: readonly Confirmation[], server: string): Confirmed {
  const own = confirmations.filter((confirmation) => confirmation.server === server);
  const says = (change: ConfirmedChange) => own.some((entry) => entry.change === change);
  return {
    replace: says("replace"),
    reimage: says("reimage"),
    remove: says("remove"),
    disks: own.flatMap(({ change, disk }) =>
      change === "remove-disk" && disk !== undefined ? [disk] : [],
    ),
  };
}

/** What the confirmations in force do, a line each; the end of the whole estate is one. */
export function confirmationNotices(confirmations: readonly Confirmation[]): string[] {
  const single = confirmations.filter(({ wholeEstate }) => wholeEstate !== true);
  const [ending, ...others] = confirmations.filter(({ wholeEstate }) => wholeEstate);
  const end = ending === undefined ? [] : [destructionNotice(ending, others.length + 1)];
  return [...single.map(confirmationNotice), ...end];
}

function destructionNotice({ until }: Confirmation, servers: number): string {
  return (
    `The protection of ${servers} ${servers === 1 ? "server" : "servers"} is lifted: with "pulumi ` +
    `destroy" the whole estate goes. Confirmed until ${until}; run "up" once before.`
  );
}

function confirmationNotice({ server, change, disk, until }: Confirmation): string {
  const what = {
    replace: `${server}: its protection is lifted; a change that replaces it goes through`,
    reimage: `${server}: its protection is lifted; with a higher generation it is installed anew, and its system disk is lost`,
    remove: `${server}: its protection is lifted; taken out of the estate, it goes with its disks`,
    "remove-disk": `${server}: the protection of removed disk ${disk ?? ""} is lifted; taken out of the estate, AWS deletes it and vSphere leaves its file on the datastore`,
  }[change];
  return `${what}. Confirmed until ${until}; run "up" once with the confirmation before the change.`;
}

/** An entry as it is written in an estate. */
export function confirmationText(server: string, change: ConfirmedChange, disk?: string): string {
  const label = disk === undefined ? "" : `, disk: ${disk}`;
  return `"confirm: [{ server: ${server}, change: ${change}${label}, until: <date> }]"`;
}
