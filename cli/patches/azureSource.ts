import {
  ResourceGraphClient,
  type ResourceGraphClientOptionalParams,
} from "@azure/arm-resourcegraph";
import type { TokenCredential } from "@azure/identity";
import type { z } from "zod";
import { tagKeys } from "../../components/service/tags.js";
import { graphRows } from "../clouds/graphRows.js";
import {
  assessmentRow,
  azureRun,
  azureState,
  installationRow,
  machineOf,
  machineRow,
  maintenanceRow,
} from "./azureRows.js";
import type { PatchedServer, PatchSource, PlatformPatches } from "./source.js";

/** Whose servers are read, and with what rights. */
export interface AzureScope {
  readonly subscription: string;
  readonly owner: string;
  readonly credential: TokenCredential;
  /** Settings of the SDK's client. */
  readonly client?: ResourceGraphClientOptionalParams;
}

const machines = "microsoft.compute/virtualmachines";

/** What Azure Update Manager left in Azure Resource Graph. Throttling is waited out by the SDK. */
export class AzurePatchSource implements PatchSource {
  private readonly scope: AzureScope;
  private readonly client: ResourceGraphClient;

  constructor(scope: AzureScope) {
    this.scope = scope;
    this.client = new ResourceGraphClient(scope.credential, scope.client);
  }

  async read(servers: readonly PatchedServer[]): Promise<PlatformPatches> {
    const [found, installations, assessments, maintenance] = await Promise.all([
      this.rows(machineRow, `resources | where type =~ '${machines}' and ${this.isOwned()}`),
      this.rows(installationRow, results("patchinstallationresources", "patchinstallationresults")),
      this.rows(assessmentRow, results("patchassessmentresources", "patchassessmentresults")),
      this.rows(maintenanceRow, maintenanceRuns),
    ]);
    const ids = new Map(found.map(({ id, name }) => [name.toLowerCase(), id.toLowerCase()]));
    const of = <Row extends { readonly id: string }>(rows: readonly Row[], machine: string) =>
      rows.filter(({ id }) => machineOf(id) === machine);
    const known = servers.flatMap(({ name }): [string, string][] => {
      const machine = ids.get(name.toLowerCase());
      return machine === undefined ? [] : [[name, machine]];
    });
    return {
      states: new Map(
        known.map(([name, machine]) => [
          name,
          azureState(of(installations, machine), of(assessments, machine)),
        ]),
      ),
      runs: new Map(
        known.map(([name, machine]) => [
          name,
          maintenance
            .filter(({ properties }) => properties.resourceId.toLowerCase() === machine)
            .map(azureRun),
        ]),
      ),
    };
  }

  private isOwned(): string {
    const owner = this.scope.owner.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
    return `tags['${tagKeys.owner}'] == '${owner}'`;
  }

  private rows<Row extends z.ZodType>(row: Row, table: string): Promise<z.output<Row>[]> {
    return graphRows(this.client, this.scope.subscription, row, table);
  }
}

/** The summaries of a table of results, without their single patches. */
function results(table: string, type: string): string {
  return `${table} | where type =~ '${machines}/${type}'`;
}

const maintenanceRuns =
  "maintenanceresources | where type =~ 'microsoft.maintenance/applyupdates' " +
  "and properties.maintenanceScope =~ 'InGuestPatch'";
