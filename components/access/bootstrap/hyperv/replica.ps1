# A replica on another host, which has the GUID, the name and the notes of its machine, our key too.
# A line of the notes says that the replication is ours; that of others is never changed.
$ReplicaPattern = '\A[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\z'
$ThumbprintPattern = '\A[0-9A-F]{40}\z'
$ReplicaLinePattern = '\Acomanaged replica to [a-z0-9.-]{1,253}\z'

function Test-Replica($Told, [string]$Where) {
    if ($null -eq $Told) { return }
    Assert-Fields $Told $Where @('host', 'server', 'port', 'authentication', 'thumbprint', 'frequencySeconds')
    Assert-Text $Told.host "$Where.host" $NetworkPattern 'a name of the catalog'
    Assert-Text $Told.server "$Where.server" $ReplicaPattern 'the name of a computer'
    Assert-Number $Told.port "$Where.port" 1 65535
    Assert-Text $Told.authentication "$Where.authentication" '\A(?:Kerberos|Certificate)\z' 'Kerberos or Certificate'
    if ($Told.authentication -ceq 'Certificate') { Assert-Text $Told.thumbprint "$Where.thumbprint" $ThumbprintPattern 'a thumbprint' }
    if (@(30, 300, 900) -notcontains $Told.frequencySeconds) { throw "$Where.frequencySeconds: needs 30, 300 or 900" }
}

# Whether it is the copy of a machine: of one elsewhere, or of a test.
function Test-Copy($Vm) { @('Replica', 'TestReplica', 'ExtendedReplica') -ccontains "$($Vm.ReplicationMode)" }

function Assert-NoCopy($Vm) {
    if (-not (Test-Copy $Vm)) { return }
    throw "the machine $($Vm.Id) is a replica here: what runs is on another host, and nothing was touched"
}

# The cmdlet fails for machines that are not replicated.
function Get-Replication($Vm) {
    $now = @(Find-ById $Vm.Id.ToString())[0]
    if ("$($now.ReplicationMode)" -eq 'None') { return }
    @(Get-VMReplication -VM $now)[0]
}

function Get-ReplicaLines($Vm) { @(Get-NoteLines $Vm | Where-Object { $_ -cmatch $ReplicaLinePattern }) }
function Get-ReplicaLine($Told) { "comanaged replica to $($Told.server)" }

# Ours, and to be ended: none is told any more, or one elsewhere.
function Test-Ending($Vm, $Replication, $Told) {
    $server = ([string]$Replication.ReplicaServerName).ToLowerInvariant()
    (Get-ReplicaLines $Vm) -ccontains "comanaged replica to $server" -and ($null -eq $Told -or $server -cne $Told.server)
}

function Get-ConnectionTold($Told) {
    $to = @{ ReplicaServerName = $Told.server; ReplicaServerPort = $Told.port; AuthenticationType = $Told.authentication }
    if ($Told.authentication -ceq 'Certificate') { $to.CertificateThumbprint = $Told.thumbprint }
    $to
}

function Assert-Reachable($Told) {
    $to = Get-ConnectionTold $Told
    try {
        [void](Test-VMReplicationConnection @to)
    } catch {
        throw "replica: $($Told.server) takes no replica on port $($Told.port): $("$_".Replace("`r", '').Replace("`n", ' '))"
    }
}

# What is going on between the hosts, which nothing may come into.
function Assert-NoFailover($Replication) {
    $state = "$($Replication.ReplicationState)"
    if (@('PreparedForFailover', 'FailedOverWaitingCompletion', 'FailedOver', 'RecoveryInProgress', 'FailbackInProgress', 'FailbackComplete') -ccontains $state) {
        throw "replica: a failover is under way ($state), and nothing was touched; have it completed or cancelled first"
    }
}

# Disks come off a machine only while it is not replicated, and grow only while it runs.
function Assert-ReplicatedDisks($Vm, $Value) {
    $gone = @(Get-GoneDrives $Vm $Value.disks | ForEach-Object { Get-LabelOf $_ $Vm.Id.ToString() })
    if (Test-NewGeneration $Vm $Value) { $gone += 'system' }
    if ($gone.Count -gt 0) { throw "disks.$($gone -join ', '): the replica is in the way; have it ended first" }
    if ("$($Vm.State)" -eq 'Running' -and -not (Test-Cold $Vm $Value)) { return }
    foreach ($disk in $Value.disks) {
        $drive = Get-DriveOf $Vm $disk
        if ($null -ne $drive -and (Get-VHD -Path $drive.Path).Size -lt (Get-DiskBytes $disk)) {
            throw "disks.$($disk.label): a disk that is replicated grows only while its machine runs; have everything else changed first"
        }
    }
}

# Before anything is touched.
function Test-ReplicaSteps($Vm, $Value) {
    Assert-NoCopy $Vm
    $told = $Value.replica
    $replication = Get-Replication $Vm
    if ($null -ne $replication) {
        Assert-NoFailover $replication
        if (-not (Test-Ending $Vm $replication $told)) {
            if ($null -ne $told -and $replication.ReplicaServerName -ne $told.server) {
                throw "replica: somebody else has it replicated to $($replication.ReplicaServerName), and nothing was touched"
            }
            Assert-ReplicatedDisks $Vm $Value
            return
        }
    }
    if ($null -ne $told) { Assert-Reachable $told }
}

function Set-ReplicaLines($Vm, $Lines) {
    $kept = @(Get-NoteLines $Vm | Where-Object { $_ -cnotmatch $ReplicaLinePattern })
    Set-VM -VM $Vm -Notes ((@($kept[0]) + $Lines + @($kept | Select-Object -Skip 1)) -join "`n")
}

# On this host only: the copy stays where it is.
function Remove-GoneReplica($Vm, $Told) {
    $replication = Get-Replication $Vm
    if ($null -ne $replication -and (Test-Ending $Vm $replication $Told)) {
        Remove-VMReplication -VM $Vm
        Add-Change 'end of the replica'
    }
    $gone = @(Get-ReplicaLines $Vm | Where-Object { $null -eq $Told -or $_ -cne (Get-ReplicaLine $Told) })
    if ($gone.Count -gt 0) { Set-ReplicaLines $Vm @() }
}

function Test-OtherReplica($Replication, $Told) {
    $Replication.ReplicaServerPort -ne $Told.port -or
        "$($Replication.AuthenticationType)" -ne $Told.authentication -or
        ($Told.authentication -ceq 'Certificate' -and $Replication.CertificateThumbprint -ne $Told.thumbprint) -or
        $Replication.ReplicationFrequencySec -ne $Told.frequencySeconds
}

# A checkpoint gives drives other files, and leaves them in their slots.
function Test-OtherDisks($Vm, $Replication) {
    $has = @(Get-VMHardDiskDrive -VM $Vm | ForEach-Object { "$($_.ControllerNumber)/$($_.ControllerLocation)" } | Sort-Object)
    $goes = @($Replication.ReplicatedDisks | ForEach-Object { "$($_.ControllerNumber)/$($_.ControllerLocation)" } | Sort-Object)
    ($has -join ' ') -cne ($goes -join ' ')
}

function Set-Replica($Vm, $Told) {
    if ($null -eq $Told) { return }
    if (@(Get-ReplicaLines $Vm).Count -eq 0) { Set-ReplicaLines $Vm @(Get-ReplicaLine $Told) }
    $to = Get-ConnectionTold $Told
    $replication = Get-Replication $Vm
    if ($null -eq $replication) {
        Enable-VMReplication -VM $Vm @to -ReplicationFrequencySec $Told.frequencySeconds -CompressionEnabled $true
        Add-Change 'replica'
    } elseif (Test-OtherReplica $replication $Told) {
        Set-VMReplication -VM $Vm @to -ReplicationFrequencySec $Told.frequencySeconds
        Add-Change 'settings of the replica'
    }
    $replication = Get-Replication $Vm
    if ("$($replication.ReplicationState)" -eq 'ReadyForInitialReplication') {
        Start-VMInitialReplication -VM $Vm
        Add-Change 'first copy of the replica'
    } elseif (Test-OtherDisks $Vm $replication) {
        Set-VMReplication -VM $Vm -ReplicatedDisks @(Get-VMHardDiskDrive -VM $Vm)
        Add-Change 'disks of the replica'
    }
}

# A machine that goes is replicated no more, whoever had it replicated.
function Remove-Replication($Vm) {
    $replication = Get-Replication $Vm
    if ($null -eq $replication) { return }
    Assert-NoFailover $replication
    Remove-VMReplication -VM $Vm
    Add-Change 'end of the replica'
}

function Get-ReplicaSeen($Vm) {
    $replication = Get-Replication $Vm
    if ($null -eq $replication) { return $null }
    @{
        mode = "$($replication.ReplicationMode)"
        server = [string]$replication.ReplicaServerName
        primary = [string]$replication.PrimaryServerName
        frequencySeconds = $replication.ReplicationFrequencySec
        state = "$($replication.ReplicationState)"
        health = "$($replication.ReplicationHealth)"
    }
}
