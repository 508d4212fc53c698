# Disks: a label is a file below the machine's GUID and a slot of its first SCSI controller.
$Gib = [uint64]1073741824
$DetachedProperty = 'comanaged detached disks'

function Get-AllDrives($Vm) { @(Get-SCVirtualDiskDrive -VM $Vm) }
function Get-Drives($Vm) { @(Get-AllDrives $Vm | Where-Object { "$($_.BusType)" -eq 'SCSI' -and $_.Bus -eq 0 }) }

function Get-SizeGiB($Drive) { [int]($Drive.VirtualHardDisk.MaximumSize / $Gib) }

function Get-LabelOf($Drive, [string]$MachineId) { Get-FileLabel ([string]$Drive.VirtualHardDisk.Location) $MachineId }

function Get-DriveOf($Vm, $Disk) {
    $drive = @(Get-Drives $Vm | Where-Object { $_.LUN -eq $Disk.slot })
    if ($drive.Count -eq 0) { return }
    if ((Get-LabelOf $drive[0] "$($Vm.VMId)") -cne $Disk.label) {
        throw "disks.$($Disk.label): its slot holds $($drive[0].VirtualHardDisk.Location), which is not ours"
    }
    $drive[0]
}

function Get-GoneDrives($Vm, $Disks) {
    $id = "$($Vm.VMId)"
    $labels = @($Disks | ForEach-Object { $_.label })
    @(Get-Drives $Vm | Where-Object { $null -ne (Get-LabelOf $_ $id) -and $labels -cnotcontains (Get-LabelOf $_ $id) })
}

# VMM expands the disks of machines that are off.
function Get-Growing($Vm, $Disks) {
    @($Disks | Where-Object {
        $drive = @(Get-DriveOf $Vm $_)
        $drive.Count -gt 0 -and (Get-SizeGiB $drive[0]) -lt $_.sizeGiB
    })
}

# What VMM would refuse half way is refused before anything is touched.
function Test-DiskSteps($Vm, $Value) {
    foreach ($disk in $Value.disks) {
        $drive = @(Get-DriveOf $Vm $disk)
        if ($drive.Count -gt 0 -and (Get-SizeGiB $drive[0]) -gt $disk.sizeGiB) { throw "disks.$($disk.label): a disk never shrinks" }
    }
    $isAnew = Test-NewGeneration $Vm $Value
    $hasSystem = @(Get-DriveOf $Vm $Value.disks[0]).Count -gt 0
    $blocked = @(if ($isAnew -and $hasSystem) { 'system' })
    $blocked += @(Get-Growing $Vm $Value.disks | ForEach-Object { $_.label })
    $blocked += @(Get-GoneDrives $Vm $Value.disks | ForEach-Object { Get-LabelOf $_ "$($Vm.VMId)" })
    $lasting = @(Get-LastingCheckpoints $Vm $Value.checkpoints)
    if ($blocked.Count -gt 0 -and $lasting.Count -gt 0) {
        throw "disks.$($blocked -join ', '): checkpoints are in the way ($($lasting -join ', ')); have them removed first"
    }
    if ($isAnew -or -not $hasSystem) { [void](Get-Image $Value.image) }
}

function Get-Image([string]$Path) {
    $found = @(Get-SCVirtualHardDisk | Where-Object { $_.SharePath -eq $Path })
    if ($found.Count -ne 1) { throw "the library of VMM has no image $Path" }
    $found[0]
}

# The labels of disks whose files lie on the host although no drive holds them.
function Get-Detached($Vm) {
    $text = [string](Get-Now $Vm).CustomProperty[$DetachedProperty]
    @($text.Split(' ') | Where-Object { $_ -cmatch $LabelPattern })
}

function Set-Detached($Vm, $Labels) {
    $wanted = @($Labels | Sort-Object -Unique) -join ' '
    if ((@(Get-Detached $Vm) -join ' ') -ceq $wanted) { return }
    # A property has a value or is none.
    Set-Property $Vm $DetachedProperty $(if ($wanted -eq '') { '-' } else { $wanted })
}

function Add-Drive($Vm, $Disk, $Value) {
    $path = Get-FileOf $Disk "$($Vm.VMId)"
    $at = @{ VM = $Vm; SCSI = $true; Bus = 0; LUN = $Disk.slot; Path = [IO.Path]::GetDirectoryName($path); FileName = [IO.Path]::GetFileName($path) }
    if ((Get-Detached $Vm) -ccontains $Disk.label) {
        [void](New-SCVirtualDiskDrive @at -UseLocalVirtualHardDisk)
    } elseif ($Disk.label -ceq 'system') {
        [void](New-SCVirtualDiskDrive @at -VirtualHardDisk (Get-Image $Value.image) -VolumeType BootAndSystem)
    } else {
        [void](New-SCVirtualDiskDrive @at -Dynamic -VirtualHardDiskSizeMB ([long]$Disk.sizeGiB * 1024))
    }
    Add-Change "disk $($Disk.label)"
}

# A disk that leaves the description is detached, and its file stays.
function Set-Disks($Vm, $Value) {
    foreach ($drive in @(Get-GoneDrives $Vm $Value.disks)) {
        $label = Get-LabelOf $drive "$($Vm.VMId)"
        Set-Detached $Vm (@(Get-Detached $Vm) + $label)
        [void](Remove-SCVirtualDiskDrive -VirtualDiskDrive $drive -SkipDeleteVHD)
        Add-Change "disk $label"
    }
    foreach ($disk in $Value.disks) {
        if (@(Get-DriveOf $Vm $disk).Count -eq 0) { Add-Drive $Vm $disk $Value }
    }
    foreach ($disk in @(Get-Growing $Vm $Value.disks)) {
        [void](Expand-SCVirtualDiskDrive -VirtualDiskDrive (Get-DriveOf $Vm $disk) -VirtualHardDiskSizeGB $disk.sizeGiB)
        Add-Change "size of disk $($disk.label)"
    }
    $held = @($Value.disks | ForEach-Object { $_.label })
    Set-Detached $Vm @(Get-Detached $Vm | Where-Object { $held -cnotcontains $_ })
}
