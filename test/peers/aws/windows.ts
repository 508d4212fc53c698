import {
  CreateMaintenanceWindowCommand,
  RegisterTargetWithMaintenanceWindowCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";

/** Makes the window of a patch group as the patching of an estate does, and gives its id. */
export async function makeWindow(endpoint: string, patching: string, group: string) {
  const client = new SSMClient({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
  });
  const { WindowId = "" } = await client.send(
    new CreateMaintenanceWindowCommand({
      ...{ Name: `${patching}-${group}-every-month`, Schedule: "cron(0 21 ? * TUE#2 *)" },
      ...{ Duration: 4, Cutoff: 1, AllowUnassociatedTargets: false },
    }),
  );
  await client.send(
    new RegisterTargetWithMaintenanceWindowCommand({
      ...{ WindowId, Name: `${patching}-${group}`, ResourceType: "INSTANCE" },
      Targets: [{ Key: "tag:PatchGroup", Values: [group] }],
    }),
  );
  client.destroy();
  return WindowId;
}
