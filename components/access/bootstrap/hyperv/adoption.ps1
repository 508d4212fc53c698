# A machine that stands already: it has to be what is written of it, and then it carries our key.
function Test-Adoption($Value) { Test-Machine $Value }

function Get-HardwareDifferences($Vm, $Value) {
    $firmware = Get-VMFirmware -VM $Vm
    $cpus = (Get-VMProcessor -VM $Vm).Count
    $memory = [int]((Get-VMMemory -VM $Vm).Startup / $Mib)
    $tpm = (Get-VMSecurity -VM $Vm).TpmEnabled
    if ($cpus -ne $Value.cpus) { "cpus: it has $cpus" }
    if ($memory -ne $Value.memoryMiB) { "memory: it starts with $memory MiB" }
    if (Test-OtherLimits $Vm $Value) { 'dynamicMemory: its memory has other limits' }
    if ($tpm -ne $Value.tpm) { "tpm: that it has a TPM is $tpm" }
    if ("$($firmware.SecureBoot)" -ne 'On' -or $firmware.SecureBootTemplate -cne $Value.secureBootTemplate) {
        "image: its Secure Boot is $($firmware.SecureBoot) with $($firmware.SecureBootTemplate), and has to be On with $($Value.secureBootTemplate)"
    }
}

function Test-OtherLimits($Vm, $Value) {
    $found = Get-MemoryLimits $Vm
    $wanted = $Value.dynamicMemory
    if ($null -eq $found -or $null -eq $wanted) { return ($null -eq $found) -ne ($null -eq $wanted) }
    $found.minimumMiB -ne $wanted.minimumMiB -or $found.maximumMiB -ne $wanted.maximumMiB
}

function Get-DiskDifferences($Vm, $Value) {
    foreach ($disk in $Value.disks) {
        $drive = @(Get-Drives $Vm | Where-Object { $_.ControllerLocation -eq $disk.slot })
        $size = if ($drive.Count -gt 0) { (Get-VHD -Path $drive[0].Path).Size }
        if ($drive.Count -eq 0) {
            "disks.$($disk.label): its slot $($disk.slot) holds nothing"
        } elseif ((Get-LabelOf $drive[0] $Vm.Id.ToString()) -cne $disk.label) {
            "disks.$($disk.label): its slot $($disk.slot) holds $($drive[0].Path)"
        } elseif ($size -ne (Get-DiskBytes $disk)) {
            "disks.$($disk.label).size: it has $([int]($size / $Gib)) GiB"
        }
    }
}

function Get-AdaptersOn($Vm, $One) {
    @(Get-Adapters $Vm | Where-Object {
        $vlan = Get-VMNetworkAdapterVlan -VMNetworkAdapter $_
        $id = if ("$($vlan.OperationMode)" -eq 'Access') { $vlan.AccessVlanId } else { 0 }
        $_.SwitchName -eq $One.switch -and $id -eq $One.vlan
    })
}

function Get-InterfaceDifferences($Vm, $Value) {
    foreach ($one in $Value.interfaces) {
        $count = @(Get-AdaptersOn $Vm $one).Count
        if ($count -ne 1) { "networks: $count of its adapters are on $($one.switch), VLAN $($one.vlan), where $($one.network) is" }
    }
}

function Assert-Nobodys($Vm) {
    Assert-NoCopy $Vm
    if (@(Get-NoteLines $Vm | Where-Object { $_ -clike 'comanaged *' }).Count -gt 0) {
        throw "the machine $($Vm.Id) is kept by another server of an estate, and was not touched"
    }
    if ($Vm.Generation -ne 2) { throw "the machine $($Vm.Id) is of generation $($Vm.Generation), and has to be of generation 2" }
}

# Only its notes and the names of its adapters change, and its guest notices neither.
function Set-Adoption($Value) {
    $found = @(Find-ById $Value.machineId)
    if ($found.Count -eq 0) { throw "the machine $($Value.machineId) is not on this host" }
    $vm = $found[0]
    $Report.observed.machineId = $Value.machineId
    if ((Get-KeyOf $vm) -ceq $Value.key) { return }
    Assert-Nobodys $vm
    $differences = @(Get-HardwareDifferences $vm $Value) + @(Get-DiskDifferences $vm $Value) + @(Get-InterfaceDifferences $vm $Value)
    foreach ($one in $differences) { Add-Problem "servers.$($Value.name).$one" }
    if ($differences.Count -gt 0) { return }
    foreach ($one in $Value.interfaces) {
        $adapter = @(Get-AdaptersOn $vm $one)[0]
        Rename-VMNetworkAdapter -VMNetworkAdapter $adapter -NewName "comanaged-$($one.network)"
    }
    $lines = @($Value.key, "comanaged generation $($Value.generation)") + @(Get-NoteLines $vm | Where-Object { $_ -ne '' })
    Set-VM -VM $vm -Notes ($lines -join "`n")
    Add-Change 'notes'
}

# What may be taken over is looked at by its name or its GUID, and nothing is changed.
function Test-Standing($Value) {
    Assert-Fields $Value 'standing' @('key', 'machine')
    Assert-Text $Value.key 'standing.key' $KeyPattern 'a key'
    Assert-Text $Value.machine 'standing.machine' $LinePattern 'a line of text'
}

function Find-Standing([string]$Machine) {
    $found = @(Get-VM | Where-Object { $_.Id.ToString() -eq $Machine -or $_.Name -eq $Machine })
    if ($found.Count -eq 0) { throw "no machine of this host has the name or the GUID $Machine" }
    if ($found.Count -gt 1) { throw "several machines are called ${Machine}: name one of $(@($found | ForEach-Object { $_.Id.ToString() }) -join ', ')" }
    Assert-Nobodys $found[0]
    $found[0]
}

function Set-Standing($Value) {
    $vm = Find-Standing $Value.machine
    Write-Observed $vm
    $Report.observed.files = @(Get-Drives $vm | Sort-Object ControllerLocation | ForEach-Object { Get-BaseFile $_.Path })
}
