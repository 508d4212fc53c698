/**
 * Has Azure Backup restore the disks of a recovery point into a group of their own, and tells which
 * is which. It fails before it restores anything when the point is not that of the time, and does
 * nothing twice. Azure Backup numbers data disks in the order of their luns.
 *
 * @see https://learn.microsoft.com/cli/azure/backup/restore
 */
export const bringOut = String.raw`set -euo pipefail
vault=(--resource-group "$VAULT_GROUP" --vault-name "$VAULT")
item=(--container-name "$CONTAINER" --item-name "$ITEM")
where=()
if [ "$ACROSS" = yes ]; then where=(--use-secondary-region); fi
luns=("$@")
restored() {
  az disk list --resource-group "$STAGING" --query "[?contains(name, '-$1-')].[name, id]" --output tsv | sort
}
are_there() {
  [ "$(restored osdisk | wc -l)" -ge 1 ] && [ "$(restored datadisk | wc -l)" -eq "$\{#luns[@]}" ]
}
if ! are_there; then
  at=$(az backup recoverypoint show "$\{vault[@]}" "$\{item[@]}" --name "$POINT" "$\{where[@]}" --backup-management-type AzureIaasVM --workload-type VM --query properties.recoveryPointTime --output tsv)
  if [ "$\{at:0:16}" != "$\{TAKEN:0:16}" ]; then
    echo "The recovery point $POINT was taken at $at, and not at $TAKEN." >&2
    exit 1
  fi
  which=(--restore-only-osdisk true)
  if [ "$\{#luns[@]}" -gt 0 ]; then which=(--diskslist "$\{luns[@]}"); fi
  job=$(az backup restore restore-disks "$\{vault[@]}" "$\{item[@]}" --rp-name "$POINT" "$\{where[@]}" "$\{which[@]}" --storage-account "$STORAGE" --target-resource-group "$STAGING" --disk-encryption-set-id "$KEY" --query name --output tsv)
  az backup job wait "$\{vault[@]}" --name "$job" "$\{where[@]}" --timeout 72000
  if ! are_there; then
    echo "The restore $job gave other disks than that of the system and those at the luns $\{luns[*]}:" >&2
    az disk list --resource-group "$STAGING" --query "[].name" --output tsv >&2
    exit 1
  fi
fi
{
  printf '{"system": "%s"' "$(restored osdisk | head -n 1 | cut -f 2)"
  index=0
  for lun in "$\{luns[@]}"; do
    index=$((index + 1))
    printf ', "%s": "%s"' "$lun" "$(restored datadisk | sed -n "$\{index}p" | cut -f 2)"
  done
  printf '}\n'
} > "$AZ_SCRIPTS_OUTPUT_PATH"
`.replaceAll("$\\{", "${");

/**
 * Starts a machine with a copy of a restored disk in place of its system disk, under the same name.
 * A machine that is born from a disk has no settings for patches, one that changes its disk keeps
 * them. Wherever it is cut it goes on: the tag of the copy says what is done.
 *
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/os-disk-swap
 */
export const swapIn = String.raw`set -euo pipefail
disk=(--resource-group "$GROUP" --name "$DISK")
machine=(--resource-group "$GROUP" --name "$MACHINE")
now() { az vm show "$\{machine[@]}" --query storageProfile.osDisk.managedDisk.id --output tsv; }
own=$(az disk list --resource-group "$GROUP" --query "[?name=='$DISK'] | [0].id" --output tsv)
from=$(az disk list --resource-group "$GROUP" --query "[?name=='$DISK'] | [0].tags.RestoredFrom" --output tsv)
if [ "$from" != "$POINT" ]; then
  az vm deallocate "$\{machine[@]}"
  az vm update "$\{machine[@]}" --os-disk "$SOURCE" --output none
  az disk delete "$\{disk[@]}" --yes
  own=$(az disk create "$\{disk[@]}" --location "$LOCATION" --source "$SOURCE" --size-gb "$SIZE" --sku "$SKU" --encryption-type EncryptionAtRestWithCustomerKey --disk-encryption-set "$KEY" --network-access-policy DenyAll --public-network-access Disabled --tags RestoredFrom="$POINT" --query id --output tsv)
fi
if [ "$(now | tr '[:upper:]' '[:lower:]')" != "$(echo "$own" | tr '[:upper:]' '[:lower:]')" ]; then
  az vm deallocate "$\{machine[@]}"
  az vm update "$\{machine[@]}" --os-disk "$own" --output none
fi
az vm start "$\{machine[@]}"
printf '{"system": "%s"}\n' "$own" > "$AZ_SCRIPTS_OUTPUT_PATH"
`.replaceAll("$\\{", "${");
