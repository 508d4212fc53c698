import {
  ResourceManagementClient,
  type ResourceManagementClientOptionalParams,
} from "@azure/arm-resources";
import type { TokenCredential } from "@azure/identity";
import { releaseTag, tagKeys } from "../../components/service/tags.js";
import type { Pending, Release, ReleaseSink } from "./sink.js";

/** Whose machines are released, and with what rights. */
export interface AzureReleaseScope {
  readonly subscription: string;
  /** Name of the resource group with the estate's machines. */
  readonly resourceGroup: string;
  readonly owner: string;
  readonly credential: TokenCredential;
  /** Settings of the SDK's client. */
  readonly client?: ResourceManagementClientOptionalParams;
}

/**
 * Releases machines by their tag `PatchRelease`, for which the scope of the opening asks. Only
 * that tag is written, and only on machines that carry the tags of the owner and of the group.
 */
export class AzureReleaseSink implements ReleaseSink {
  private readonly scope: AzureReleaseScope;
  private readonly client: ResourceManagementClient;

  constructor(scope: AzureReleaseScope) {
    this.scope = scope;
    const { credential, subscription, client } = scope;
    this.client = new ResourceManagementClient(credential, subscription, client);
  }

  async pending(release: Release): Promise<Pending> {
    const all = await Promise.all(release.servers.map((name) => this.pendingOf(name, release)));
    return {
      writes: all.flatMap(({ writes }) => writes),
      problems: all.flatMap(({ problems }) => problems),
    };
  }

  private async pendingOf(server: string, { group, release }: Release): Promise<Pending> {
    const scope = this.idOf(server);
    const tags = await this.tagsOf(scope);
    const { owner } = this.scope;
    if (tags[tagKeys.owner] !== owner || tags[tagKeys.patchGroup] !== group) {
      const reason = `its tags are not those of ${owner} and ${group}`;
      return { writes: [], problems: [`${server}: ${reason}`] };
    }
    if (tags[releaseTag] === release) {
      return { writes: [], problems: [] };
    }
    const apply = async () => {
      const properties = { tags: { [releaseTag]: release } };
      await this.client.tagsOperations.beginUpdateAtScopeAndWait(scope, {
        operation: "Merge",
        properties,
      });
    };
    return { writes: [{ what: `${server}: tag ${releaseTag} ${release}`, apply }], problems: [] };
  }

  private async tagsOf(scope: string): Promise<Readonly<Record<string, string>>> {
    const { properties } = await this.client.tagsOperations.getAtScope(scope);
    return properties.tags ?? {};
  }

  private idOf(server: string): string {
    const { subscription, resourceGroup } = this.scope;
    const provider = "providers/Microsoft.Compute/virtualMachines";
    return `subscriptions/${subscription}/resourceGroups/${resourceGroup}/${provider}/${server}`;
  }
}
