# Checkpoints on a host: its notes say whose they are, because they have no words of their own.
function Get-Checkpoints($Vm) { @(Get-VMSnapshot -VM $Vm) }

# Their disks are merged in the background; what follows needs whole ones.
function Remove-GoneCheckpoints($Vm, $Checkpoints) {
    foreach ($one in @(Get-GoneCheckpoints $Vm $Checkpoints)) {
        Remove-VMSnapshot -VMSnapshot $one
        Add-Change "checkpoint $($one.Name)"
    }
    if (@(Get-Checkpoints $Vm).Count -gt 0) { return }
    for ($attempt = 0; $attempt -lt 240; $attempt += 1) {
        if (@(Get-Drives $Vm | Where-Object { $_.Path -like '*.avhdx' }).Count -eq 0) { return }
        Start-Sleep -Seconds 10
    }
    throw 'checkpoints were removed, and their disks have not been merged for 40 minutes'
}

# A guest that has just been started takes its time.
function Wait-Guest($Vm) {
    for ($attempt = 0; $attempt -lt 60; $attempt += 1) {
        $now = @(Find-ById $Vm.Id.ToString())[0]
        if ("$($now.State)" -ne 'Running' -or "$($now.Heartbeat)" -like 'Ok*') { return }
        Start-Sleep -Seconds 5
    }
}

# Of the disks only, by the guest's own means: a guest that has none is refused by its host.
function Add-Checkpoints($Vm, $Checkpoints) {
    $found = @(Get-Checkpoints $Vm | ForEach-Object { $_.Name })
    foreach ($one in $Checkpoints) {
        $name = "comanaged-$($one.name)"
        if ($found -ccontains $name) { continue }
        Wait-Guest $Vm
        Checkpoint-VM -VM $Vm -SnapshotName $name
        Add-Change "checkpoint $name"
    }
}

# Whose they are and how long they stay can be read on the host, and changes without another one.
function Get-CheckpointLines($Checkpoints) {
    @($Checkpoints | ForEach-Object { "comanaged checkpoint $($_.name) until $($_.until) ($($_.owner)): $($_.purpose)" })
}
