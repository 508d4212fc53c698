import { EC2Client } from "@aws-sdk/client-ec2";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { PatchState } from "../../components/service/patches/patchState.js";
import { type InstanceScope, instanceNamed, instancesByName } from "../clouds/instances.js";
import { awsWindowRuns } from "./awsRuns.js";
import { awsPatchStates } from "./awsStates.js";
import type { PatchedServer, PatchSource, PlatformPatches } from "./source.js";

/** Whose servers are read, and where. */
export interface AwsScope extends InstanceScope {
  readonly region: string;
  /** Name of the patching component, such as `chemistry-patching`. */
  readonly patching: string;
}

/** What Systems Manager knows, with the credentials that the SDK finds. Throttling is waited out. */
export class AwsPatchSource implements PatchSource {
  private readonly scope: AwsScope;

  constructor(scope: AwsScope) {
    this.scope = scope;
  }

  async read(servers: readonly PatchedServer[]): Promise<PlatformPatches> {
    const settings = { region: this.scope.region, maxAttempts: 8, retryMode: "standard" };
    const [ec2, ssm] = [new EC2Client(settings), new SSMClient(settings)];
    try {
      const ids = await instancesByName(ec2, this.scope);
      const wanted = servers.flatMap(({ name }) => ids.get(name) ?? []);
      const found = await awsPatchStates(ssm, wanted);
      const runs = await awsWindowRuns(ssm, this.scope.patching);
      return {
        states: new Map(
          servers.map(({ name }) => [name, stateOf(instanceNamed(ids, name), found)]),
        ),
        runs: new Map(servers.map(({ name, group }) => [name, runs.get(group) ?? []])),
      };
    } finally {
      ec2.destroy();
      ssm.destroy();
    }
  }
}

function stateOf(
  instance: ReturnType<typeof instanceNamed>,
  found: ReadonlyMap<string, PatchState>,
): PatchState {
  if ("reason" in instance) {
    return { kind: "undetermined", reason: instance.reason };
  }
  const unrecorded = { kind: "undetermined", reason: "no patch operation is recorded" } as const;
  return found.get(instance.id) ?? unrecorded;
}
