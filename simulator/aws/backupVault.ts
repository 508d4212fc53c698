import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { flagAt, type JsonObject, numberAt, objectAt, textAt } from "../core/json.js";
import type { Problem } from "../core/validate.js";
import { unknownValue } from "../core/wire.js";
import { apiError } from "./apiError.js";
import { common, kinds, one } from "./common.js";
import { arn } from "./ids.js";
import { usableKey } from "./kms.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("Backup", operation, code, text);

/** A vault that an operation names. What AWS Backup does not have it calls forbidden. */
export function vaultFor(scene: Scene, operation: string, name: string): WorldObject {
  const vault = one(scene, kinds.backupVault, name);
  if (vault === undefined) {
    const text = `Insufficient privileges to perform this action: backup vault ${name}`;
    throw refuse(operation, "AccessDeniedException", text);
  }
  return vault;
}

function lockOf(scene: Scene, vault: string): WorldObject | undefined {
  return one(scene, kinds.backupVaultLock, vault);
}

/** A vault: its name exists once in an account and region, and it stays while it holds backups. */
export const backupVault: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = textAt(inputs, "name") ?? "";
    if (one(scene, kinds.backupVault, id)) {
      const text = `Backup vault with the same name already exists: ${id}`;
      throw refuse("CreateBackupVault", "AlreadyExistsException", text);
    }
    const key = textAt(inputs, "kmsKeyArn");
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "backup", `backup-vault:${id}`),
        kmsKeyArn:
          key === undefined ? arn(scene.place, "kms", "key/aws-backup") : usableKey(scene, key),
        recoveryPoints: 0,
      },
    };
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
  remove: (scene, { id, properties }) => {
    const isFull = (numberAt(properties, "recoveryPoints") ?? 0) > 0;
    if (isFull && !flagAt(properties, "forceDestroy")) {
      const text = "Backup vault cannot be deleted because it contains recovery points.";
      throw refuse("DeleteBackupVault", "InvalidRequestException", text);
    }
    for (const part of [lockOf(scene, id), one(scene, kinds.backupVaultPolicy, id)]) {
      if (part !== undefined) {
        scene.world.drop(part);
      }
    }
    return undefined;
  },
};

/** Who may do what with the backups of a vault. */
export const backupVaultPolicy: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = textAt(inputs, "backupVaultName") ?? "";
    const vault = vaultFor(scene, "PutBackupVaultAccessPolicy", id);
    refuseBadPolicy(inputs);
    const vaultArn = vault.properties["arn"] ?? "";
    return { id, outputs: { region: scene.place.region, backupVaultArn: vaultArn } };
  },
  update: (_scene, _old, inputs) => {
    refuseBadPolicy(inputs);
    return { outputs: {} };
  },
};

function refuseBadPolicy(inputs: JsonObject): void {
  if (!(textAt(inputs, "policy") ?? "").includes('"Statement"')) {
    const text = "The provided policy document is not valid";
    throw refuse("PutBackupVaultAccessPolicy", "InvalidParameterValueException", text);
  }
}

/** Whether nobody can change a lock any more. */
function isClosed(scene: Scene, { properties }: WorldObject): boolean {
  const closes = textAt(properties, "lockDate");
  return closes !== undefined && closes <= scene.world.now();
}

function checkLock(inputs: JsonObject): Problem[] {
  const [least, most] = [inputs["minRetentionDays"], inputs["maxRetentionDays"]];
  return least !== unknownValue &&
    most !== unknownValue &&
    typeof least === "number" &&
    typeof most === "number" &&
    least > most
    ? [{ property: "minRetentionDays", reason: "must not exceed maxRetentionDays" }]
    : [];
}

/**
 * The lock of a vault. A second one takes the place of the first; without a day on which it closes
 * it can be taken off, and from that day on nobody can.
 */
export const backupVaultLock: ResourceBehaviour = {
  check: checkLock,
  create: (scene, inputs) => {
    const operation = "PutBackupVaultLockConfiguration";
    const id = textAt(inputs, "backupVaultName") ?? "";
    const vault = vaultFor(scene, operation, id);
    const before = lockOf(scene, id);
    if (before !== undefined && isClosed(scene, before)) {
      const text = "Vault Lock configuration is immutable and cannot be changed";
      throw refuse(operation, "InvalidRequestException", text);
    }
    const days = numberAt(inputs, "changeableForDays");
    return {
      id,
      outputs: {
        region: scene.place.region,
        backupVaultArn: vault.properties["arn"] ?? "",
        ...(days !== undefined && { lockDate: daysAfter(scene.world.now(), days) }),
      },
    };
  },
  remove: (scene, lock) => {
    if (isClosed(scene, lock)) {
      const text = "Vault Lock configuration is immutable and cannot be deleted";
      throw refuse("DeleteBackupVaultLockConfiguration", "InvalidRequestException", text);
    }
    return undefined;
  },
};

function daysAfter(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString();
}

const getVault: FunctionBehaviour = (scene, args) => {
  const { id, properties } = vaultFor(scene, "DescribeBackupVault", textAt(args, "name") ?? "");
  return {
    id,
    name: id,
    arn: properties["arn"] ?? "",
    kmsKeyArn: properties["kmsKeyArn"] ?? "",
    recoveryPoints: properties["recoveryPoints"] ?? 0,
    region: scene.place.region,
    tags: objectAt(properties, "tags"),
  };
};

/** What programs ask about vaults. */
export const backupFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:backup/getVault:getVault": getVault,
};
