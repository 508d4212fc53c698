# A machine that stands already: it has to be what is written of it, and then it carries our key.
function Test-Adoption($Value) { Test-Machine $Value }

function Test-OtherLimits($Vm, $Value) {
    $found = Get-MemoryLimits $Vm
    $wanted = $Value.dynamicMemory
    if ($null -eq $found -or $null -eq $wanted) { return ($null -eq $found) -ne ($null -eq $wanted) }
    $found.minimumMiB -ne $wanted.minimumMiB -or $found.maximumMiB -ne $wanted.maximumMiB
}

function Get-HardwareDifferences($Vm, $Value) {
    $seen = Get-HardwareSeen $Vm
    if ($seen.Cpus -ne $Value.cpus) { "cpus: it has $($seen.Cpus)" }
    if ($seen.MemoryMiB -ne $Value.memoryMiB) { "memory: it starts with $($seen.MemoryMiB) MiB" }
    if (Test-OtherLimits $Vm $Value) { 'dynamicMemory: its memory has other limits' }
    if (-not $seen.SecureBoot -or $seen.Template -cne $Value.secureBootTemplate) {
        $state = if ($seen.SecureBoot) { 'On' } else { 'Off' }
        "image: its Secure Boot is $state with $($seen.Template), and has to be On with $($Value.secureBootTemplate)"
    }
}

# Slots are those of the first SCSI controller.
function Get-FarDrives($Drives) {
    @($Drives | Where-Object { $_.Controller -ne 0 } | ForEach-Object {
        "$($_.File) is on SCSI controller $($_.Controller), and the disks of a server are on controller 0: have it moved there first"
    })
}

function Get-DiskDifferences($Vm, $Value) {
    $drives = @(Get-DrivesSeen $Vm)
    $near = @($drives | Where-Object { $_.Controller -eq 0 })
    foreach ($disk in $Value.disks) {
        $drive = @($near | Where-Object { $_.Slot -eq $disk.slot })
        if ($drive.Count -eq 0) {
            "disks.$($disk.label): its slot $($disk.slot) holds nothing"
        } elseif ($drive[0].File -ne (Get-FileOf $disk $Value.machineId)) {
            "disks.$($disk.label): its slot $($disk.slot) holds $($drive[0].File)"
        } elseif ($drive[0].Bytes -ne $disk.sizeGiB * $Gib) {
            "disks.$($disk.label).size: it has $([int]($drive[0].Bytes / $Gib)) GiB"
        }
    }
    $slots = @($Value.disks | ForEach-Object { $_.slot })
    foreach ($drive in @($near | Where-Object { $slots -notcontains $_.Slot })) {
        "disks: its slot $($drive.Slot) holds $($drive.File), which is none of them"
    }
    foreach ($far in @(Get-FarDrives $drives)) { "disks: $far" }
}

function Get-InterfaceDifferences($Vm, $Value) {
    foreach ($one in $Value.interfaces) {
        $count = @(Get-AdaptersOn $Vm $one).Count
        if ($count -ne 1) { "networks: $count of its adapters are on $(Get-Plug $one), VLAN $($one.vlan), where $($one.network) is" }
    }
}

# What it is known by changes, and its guest notices nothing.
function Set-Adoption($Value) {
    $vm = Get-Standing $Value
    $Report.observed.machineId = $Value.machineId
    if ((Get-KeyOf $vm) -ceq $Value.key) { return }
    Assert-Nobodys $vm
    $differences = @(Get-HardwareDifferences $vm $Value) + @(Get-OwnDifferences $vm $Value) + @(Get-DiskDifferences $vm $Value) + @(Get-InterfaceDifferences $vm $Value)
    foreach ($one in $differences) { Add-Problem "servers.$($Value.name).$one" }
    if ($differences.Count -eq 0) { Set-Ours $vm $Value }
}

# What may be taken over is looked at by its name or its GUID, and nothing is changed.
function Find-Standing($Value) {
    $asked = $Value.machine
    $found = @(Get-Candidates $Value | Where-Object { (Get-IdOf $_) -eq $asked -or $_.Name -eq $asked })
    if ($found.Count -eq 0) { throw "no machine of this host has the name or the GUID $asked" }
    if ($found.Count -gt 1) { throw "several machines are called ${asked}: name one of $(@($found | ForEach-Object { Get-IdOf $_ }) -join ', ')" }
    $found[0]
}

function Write-Standing($Vm) {
    Assert-Nobodys $Vm
    $drives = @(Get-DrivesSeen $Vm)
    $far = @(Get-FarDrives $drives)
    if ($far.Count -gt 0) { throw $far[0] }
    Write-Observed $Vm
    $Report.observed.files = @($drives | Sort-Object Slot | ForEach-Object { $_.File })
}
