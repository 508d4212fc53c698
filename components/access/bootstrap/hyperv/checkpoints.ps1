# Checkpoints of ours are called after their names in the estate; those of others stay, and hold disks.
$CheckpointPattern = '\A[a-z][a-z0-9-]{0,39}\z'

function Test-Checkpoints($Checkpoints, [string]$Where) {
    if ($Checkpoints -isnot [object[]]) { throw "${Where}: needs a list" }
    foreach ($one in $Checkpoints) {
        Assert-Fields $one $Where @('name', 'purpose', 'owner', 'until')
        Assert-Text $one.name "$Where.name" $CheckpointPattern 'a name'
        Assert-Text $one.purpose "$Where.purpose" $LinePattern 'a line of text'
        Assert-Text $one.owner "$Where.owner" $LinePattern 'a line of text'
        Assert-Text $one.until "$Where.until" $DatePattern 'a date'
    }
}

function Get-Checkpoints($Vm) { @(Get-VMSnapshot -VM $Vm) }

# Those of ours that are not told any more.
function Get-GoneCheckpoints($Vm, $Checkpoints) {
    $wanted = @($Checkpoints | ForEach-Object { "comanaged-$($_.name)" })
    @(Get-Checkpoints $Vm | Where-Object { $_.Name -clike 'comanaged-*' -and $wanted -cnotcontains $_.Name })
}

# Those that are in the way of disks: all but the ones that are about to go.
function Get-LastingCheckpoints($Vm, $Checkpoints) {
    $gone = @(Get-GoneCheckpoints $Vm $Checkpoints | ForEach-Object { $_.Name })
    @(Get-Checkpoints $Vm | ForEach-Object { $_.Name } | Where-Object { $gone -cnotcontains $_ })
}

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
