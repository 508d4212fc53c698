# Disks: a label is a file below the machine's GUID and a slot of its first SCSI controller.
# As whole numbers of 64 bits, because a machine can have more than 2 GiB.
$Gib = [uint64]1073741824
$Mib = [uint64]1048576

function Get-DiskBytes($Disk) { [uint64]($Disk.sizeGiB * $Gib) }

function Get-Drives($Vm) { @(Get-VMHardDiskDrive -VM $Vm -ControllerType SCSI -ControllerNumber 0) }

function Get-LabelOf($Drive, [string]$MachineId) { Get-FileLabel $Drive.Path $MachineId }

function Get-DriveOf($Vm, $Disk) {
    $drive = @(Get-Drives $Vm | Where-Object { $_.ControllerLocation -eq $Disk.slot })
    if ($drive.Count -eq 0) { return }
    if ((Get-LabelOf $drive[0] $Vm.Id.ToString()) -cne $Disk.label) {
        throw "disks.$($Disk.label): its slot holds $($drive[0].Path), which is not ours"
    }
    $drive[0]
}

function Get-GoneDrives($Vm, $Disks) {
    $id = $Vm.Id.ToString()
    $labels = @($Disks | ForEach-Object { $_.label })
    @(Get-Drives $Vm | Where-Object { $null -ne (Get-LabelOf $_ $id) -and $labels -cnotcontains (Get-LabelOf $_ $id) })
}

# What Hyper-V would refuse half way is refused before anything is touched.
function Test-DiskSteps($Vm, $Value) {
    $blocked = @()
    if ((Test-NewGeneration $Vm $Value) -and @(Get-Drives $Vm).Count -gt 0) { $blocked += 'system' }
    foreach ($disk in $Value.disks) {
        $drive = Get-DriveOf $Vm $disk
        if ($null -ne $drive) {
            $size = (Get-VHD -Path $drive.Path).Size
            if ($size -gt (Get-DiskBytes $disk)) { throw "disks.$($disk.label): a disk never shrinks" }
            if ($size -lt (Get-DiskBytes $disk)) { $blocked += $disk.label }
        }
    }
    foreach ($drive in @(Get-GoneDrives $Vm $Value.disks)) { $blocked += Get-LabelOf $drive $Vm.Id.ToString() }
    $lasting = @(Get-LastingCheckpoints $Vm $Value.checkpoints)
    if ($blocked.Count -gt 0 -and $lasting.Count -gt 0) {
        throw "disks.$($blocked -join ', '): checkpoints are in the way ($($lasting -join ', ')); have them removed first"
    }
}

# The notes tell from which generation on the system disk is: a run that broke off goes on.
function Test-NewGeneration($Vm, $Value) {
    $lines = @(Get-NoteLines $Vm | Where-Object { $_ -cmatch '\Acomanaged generation [0-9]{1,4}\z' })
    $installed = if ($lines.Count -gt 0) { [int]$lines[0].Split(' ')[2] } else { 1 }
    $installed -lt $Value.generation
}

# Another one is made from the image of now where it was.
function Remove-SystemDisk($Vm, $Value) {
    $disk = @($Value.disks | Where-Object { $_.label -ceq 'system' })[0]
    $drive = Get-DriveOf $Vm $disk
    if ($null -ne $drive) {
        Stop-Gently $Vm
        Remove-VMHardDiskDrive -VMHardDiskDrive $drive
        Add-Change 'disk system'
    }
    $path = Get-FileOf $disk $Vm.Id.ToString()
    if (Test-Path -LiteralPath $path) {
        Remove-Item -LiteralPath $path
        Add-Change 'file of disk system'
    }
}

function New-DiskFile($Disk, [string]$Path, [string]$Image) {
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($Path))
    # A run that breaks off leaves no half disk under the name of a whole one.
    $half = [IO.Path]::ChangeExtension($Path, '.half.vhdx')
    if (Test-Path -LiteralPath $half) { Remove-Item -LiteralPath $half }
    if ($Disk.label -ceq 'system') {
        Copy-Item -LiteralPath $Image -Destination $half
    } else {
        [void](New-VHD -Path $half -SizeBytes (Get-DiskBytes $Disk) -Dynamic)
    }
    Move-Item -LiteralPath $half -Destination $Path
    Add-Change "file of disk $($Disk.label)"
}

function Set-Disk($Vm, $Disk, [string]$Image) {
    if ($null -eq (Get-DriveOf $Vm $Disk)) {
        $path = Get-FileOf $Disk $Vm.Id.ToString()
        if (-not (Test-Path -LiteralPath $path)) { New-DiskFile $Disk $path $Image }
        Add-VMHardDiskDrive -VM $Vm -ControllerType SCSI -ControllerNumber 0 -ControllerLocation $Disk.slot -Path $path
        Add-Change "disk $($Disk.label)"
    }
    $drive = Get-DriveOf $Vm $Disk
    $size = (Get-VHD -Path $drive.Path).Size
    if ($size -gt (Get-DiskBytes $Disk)) { throw "disks.$($Disk.label): a disk never shrinks" }
    if ($size -lt (Get-DiskBytes $Disk)) {
        Resize-VHD -Path $drive.Path -SizeBytes (Get-DiskBytes $Disk)
        Add-Change "size of disk $($Disk.label)"
    }
}

# A disk that leaves the description is detached, and its file stays.
function Set-Disks($Vm, $Value) {
    foreach ($drive in @(Get-GoneDrives $Vm $Value.disks)) {
        Remove-VMHardDiskDrive -VMHardDiskDrive $drive
        Add-Change "disk $(Get-LabelOf $drive $Vm.Id.ToString())"
    }
    foreach ($disk in $Value.disks) { Set-Disk $Vm $disk $Value.image }
}
