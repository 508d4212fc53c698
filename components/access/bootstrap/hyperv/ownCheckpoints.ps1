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
