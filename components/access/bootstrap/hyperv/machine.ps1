# One machine as it is described: first its networks and disks, then what it must be off for.
function Test-Machine($Value) {
    Assert-Fields $Value 'machine' @('machineId', 'key', 'formerly', 'generation', 'name', 'host', 'cpus', 'memoryMiB', 'dynamicMemory', 'secureBootTemplate', 'tpm', 'image', 'disks', 'adopted', 'interfaces', 'checkpoints', 'replica', 'retired', 'tags')
    Assert-Text $Value.machineId 'machine.machineId' $GuidPattern 'a GUID'
    Assert-Text $Value.key 'machine.key' $KeyPattern 'a key'
    Assert-Texts $Value.formerly 'machine.formerly' $KeyPattern 'keys'
    Assert-Number $Value.generation 'machine.generation' 1 9999
    Assert-Text $Value.name 'machine.name' $NamePattern 'a name'
    Assert-Text $Value.host 'machine.host' $NetworkPattern 'a name of the catalog'
    Assert-Number $Value.cpus 'machine.cpus' 1 1024
    Test-Memory $Value 251658240
    Assert-Text $Value.secureBootTemplate 'machine.secureBootTemplate' $TemplatePattern 'a template'
    Assert-Text $Value.image 'machine.image' $FilePattern 'a virtual disk'
    if ($Value.tpm -isnot [bool] -or $Value.retired -isnot [bool]) { throw 'machine: needs yes or no for tpm and retired' }
    Test-Tags $Value.tags
    Test-Disks $Value.disks 'machine.disks'
    Test-Adopted $Value.adopted 'machine.adopted'
    Test-Interfaces $Value.interfaces 'machine.interfaces'
    Test-Checkpoints $Value.checkpoints 'machine.checkpoints'
    Test-Replica $Value.replica 'machine.replica'
}

# The key, how often it was installed, our tags, and every line that is somebody else's.
function Set-Notes($Vm, $Value) {
    $lines = @(Get-NoteLines $Vm | Select-Object -Skip 1)
    $foreign = @($lines | Where-Object { $_ -cnotlike 'comanaged *' })
    $tags = @($Value.tags.PSObject.Properties | ForEach-Object { "comanaged $($_.Name)=$($_.Value)" })
    $replicas = @(Get-ReplicaLines $Vm)
    $waits = @(if (Test-Waiting $Vm $Value) { $WaitingLine }) + @(if (Test-Apart $Vm) { $ApartLine })
    $notes = (@($Value.key) + $replicas + @("comanaged generation $($Value.generation)") + $waits + $tags + @(Get-CheckpointLines $Value.checkpoints) + $foreign) -join "`n"
    if (([string]$Vm.Notes).Replace("`r", '') -cne $notes) {
        Set-VM -VM $Vm -Notes $notes
        Add-Change 'notes'
    }
}

function Set-Machine($Value) {
    $vm = Get-OwnMachine $Value $Value.formerly
    Test-ReplicaSteps $vm $Value
    Test-DiskSteps $vm $Value
    if ($vm.Name -cne $Value.name) {
        # One that was taken over may differ in capitals only, and is not in its own way.
        if ($vm.Name -ne $Value.name) { Assert-NameIsFree $Value.name }
        Rename-VM -VM $vm -NewName $Value.name
        Add-Change 'name'
    }
    Remove-GoneReplica $vm $Value.replica
    Remove-GoneCheckpoints $vm $Value.checkpoints
    if (Test-NewGeneration $vm $Value) { Remove-SystemDisk $vm $Value }
    Set-Notes $vm $Value
    Set-Interfaces $vm $Value
    Set-Hardware $vm $Value
    Set-Disks $vm $Value
    Set-Start $vm $Value
    Set-Power $vm $Value.retired
    Set-GuestAddresses $vm $Value
    Add-Checkpoints $vm $Value.checkpoints
    Set-Replica $vm $Value.replica
    Write-Observed $vm
}

# Checkpoints of running programs are taken on purpose only, and never of their memory.
function Set-Start($Vm, $Value) {
    if ("$($Vm.CheckpointType)" -ne 'ProductionOnly' -or $Vm.AutomaticCheckpointsEnabled) {
        Set-VM -VM $Vm -CheckpointType ProductionOnly -AutomaticCheckpointsEnabled $false
        Add-Change 'checkpoints'
    }
    $system = @($Value.disks | Where-Object { $_.label -ceq 'system' })
    $first = @((Get-VMFirmware -VM $Vm).BootOrder)[0]
    $isFirst = $null -ne $first -and "$($first.BootType)" -eq 'Drive' -and $first.Device.ControllerLocation -eq $system[0].slot
    if (-not $isFirst -and "$($Vm.State)" -eq 'Off') {
        Set-VMFirmware -VM $Vm -FirstBootDevice (Get-DriveOf $Vm $system[0])
        Add-Change 'first boot device'
    }
}

function Set-Power($Vm, [bool]$Retired) {
    if ($Retired) { Stop-Gently $Vm; return }
    if ("$($Vm.State)" -eq 'Off') {
        Start-VM -VM $Vm
        Add-Change 'started'
    }
}

function Write-Observed($Vm) {
    $id = $Vm.Id.ToString()
    $now = @(Find-ById $id)[0]
    $firmware = Get-VMFirmware -VM $now
    $memory = Get-VMMemory -VM $now
    $Report.observed.machine = @{
        machineId = $id
        name = $now.Name
        power = "$($now.State)"
        cpus = (Get-VMProcessor -VM $now).Count
        memoryMiB = [int]($memory.Startup / $Mib)
        dynamicMemory = Get-MemoryLimits $now
        secureBoot = "$($firmware.SecureBoot)" -eq 'On'
        secureBootTemplate = $firmware.SecureBootTemplate
        tpm = (Get-VMSecurity -VM $now).TpmEnabled
        disks = @(Get-Drives $now | Sort-Object ControllerLocation | ForEach-Object {
            @{ label = (Get-LabelOf $_ $id); slot = $_.ControllerLocation; sizeGiB = [int]((Get-VHD -Path $_.Path).Size / $Gib) }
        })
        interfaces = @(Get-Adapters $now | ForEach-Object {
            @{ name = $_.Name; switch = $_.SwitchName; vlan = (Get-VMNetworkAdapterVlan -VMNetworkAdapter $_).AccessVlanId }
        })
        checkpoints = @(Get-Checkpoints $now | Where-Object { "$($_.SnapshotType)" -eq 'Standard' } | ForEach-Object { $_.Name })
        replica = Get-ReplicaSeen $now
    }
}

# Looks, and changes nothing.
function Test-Observation($Value) {
    Assert-Fields $Value 'observation' @('machineId', 'key', 'adopted')
    Assert-Text $Value.machineId 'observation.machineId' $GuidPattern 'a GUID'
    Assert-Text $Value.key 'observation.key' $KeyPattern 'a key'
    Test-Adopted $Value.adopted 'observation.adopted'
}
function Set-Observation($Value) { Write-Observed (Get-OwnMachine $Value @()) }

# The files of its disks lie below its GUID: after a run that broke off they are found without it.
function Remove-Machine($Value) {
    if (@(Find-ById $Value.machineId).Count -gt 0) {
        $vm = Get-OwnMachine $Value $Value.formerly
        Assert-NoCopy $vm
        $lasting = @(Get-LastingCheckpoints $vm @())
        if ($lasting.Count -gt 0) { throw "checkpoints are in the way ($($lasting -join ', ')); have them removed first" }
        Remove-Replication $vm
        Remove-GoneCheckpoints $vm @()
        if ("$($vm.State)" -ne 'Off') { Stop-VM -VM $vm -TurnOff -Force }
        Remove-VM -VM $vm -Force
        Add-Change 'machine'
    }
    foreach ($disk in $Value.disks) {
        $path = Get-FileOf $disk $Value.machineId
        if (Test-Path -LiteralPath $path) {
            Remove-Item -LiteralPath $path
            Add-Change "file of disk $($disk.label)"
        }
    }
}
