import * as ec2 from "@pulumi/aws/ec2";
import type { Provider } from "@pulumi/aws/provider.js";

/** A backup of a server, or a copy of one, that AWS Backup keeps as an image of an account. */
export interface FoundBackup {
  readonly point: string;
  /** When it was taken, or the copy made, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly taken: string;
}

/** The server whose backups are looked for, by the tags that AWS Backup gave them. */
interface BackedUp {
  readonly name: string;
  readonly owner: string;
  readonly formerly?: readonly string[];
}

/**
 * The newest backup of a server that an account keeps in a region; undefined when there is none.
 *
 * @param before only backups of before this time, in the form of `taken`
 */
export async function newestBackup(
  { name, owner, formerly = [] }: BackedUp,
  provider: Provider,
  before?: string,
): Promise<FoundBackup | undefined> {
  const filters = [
    { name: "name", values: ["AwsBackup_*"] },
    { name: "tag:Name", values: [name, ...formerly] },
    { name: "tag:Owner", values: [owner] },
  ];
  const { ids } = await ec2.getAmiIds({ owners: ["self"], filters }, { provider });
  const found = await Promise.all(
    ids.map(async (id) => {
      const own = [{ name: "image-id", values: [id] }];
      const { creationDate } = await ec2.getAmi({ owners: ["self"], filters: own }, { provider });
      return { point: id, taken: new Date(creationDate).toISOString().replace(/\.\d+Z$/, "Z") };
    }),
  );
  return found
    .filter(({ taken }) => before === undefined || taken < before)
    .reduce<FoundBackup | undefined>(
      (newest, one) => (newest !== undefined && newest.taken >= one.taken ? newest : one),
      undefined,
    );
}
