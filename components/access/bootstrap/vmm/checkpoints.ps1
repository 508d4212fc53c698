# Checkpoints in VMM: whose they are and how long they stay is their description.
function Get-Checkpoints($Vm) { @(Get-SCVMCheckpoint -VM $Vm) }

# Their disks are merged in the background; VMM knows it when it looks again.
function Remove-GoneCheckpoints($Vm, $Checkpoints) {
    foreach ($one in @(Get-GoneCheckpoints $Vm $Checkpoints)) {
        [void](Remove-SCVMCheckpoint -VMCheckpoint $one)
        Add-Change "checkpoint $($one.Name)"
    }
    if (@(Get-Checkpoints $Vm).Count -gt 0) { return }
    for ($attempt = 0; $attempt -lt 240; $attempt += 1) {
        if (@(Get-Drives $Vm | Where-Object { [string]$_.VirtualHardDisk.Location -like '*.avhdx' }).Count -eq 0) { return }
        Start-Sleep -Seconds 10
        [void](Get-Refreshed $Vm)
    }
    throw 'checkpoints were removed, and their disks have not been merged for 40 minutes'
}

# A guest that has just been started takes its time, and tells its address once it answers.
function Wait-Guest($Vm) {
    for ($attempt = 0; $attempt -lt 60; $attempt += 1) {
        $now = Get-Refreshed $Vm
        if ("$($now.Status)" -ne 'Running' -or @(Get-Adapters $now | ForEach-Object { $_.IPAddresses }).Count -gt 0) { return }
        Start-Sleep -Seconds 5
    }
}

# Of the disks only, by the guest's own means: a guest that has none is refused by its host.
function Set-Checkpoints($Vm, $Checkpoints) {
    foreach ($one in $Checkpoints) {
        $name = "comanaged-$($one.name)"
        $words = "until $($one.until) ($($one.owner)): $($one.purpose)"
        $found = @(Get-Checkpoints $Vm | Where-Object { $_.Name -ceq $name })
        if ($found.Count -eq 0) {
            Wait-Guest $Vm
            [void](New-SCVMCheckpoint -VM (Get-Now $Vm) -Name $name -Description $words)
            Add-Change "checkpoint $name"
        } elseif ([string]$found[0].Description -cne $words) {
            [void](Set-SCVMCheckpoint -VMCheckpoint $found[0] -Description $words)
            Add-Change "words of checkpoint $name"
        }
    }
}
