# A server that is born from a backup. The backup server writes a machine of a name that no other
# restore has into folders of its own; its disks become those of the server, and it goes.
$WrittenPattern = '\A[a-z][a-z0-9-]{0,99}\z'

function Test-Written($Value, [string]$Where) {
    Assert-Text $Value.key "$Where.key" $KeyPattern 'a key'
    Assert-Text $Value.written "$Where.written" $WrittenPattern 'a name of a restore'
    Assert-Texts $Value.folders "$Where.folders" $FolderPattern 'folders'
}

function Test-Room($Value) {
    Assert-Fields $Value 'room' @('key', 'written', 'folders')
    Test-Written $Value 'room'
}

function Test-Birth($Value) {
    Assert-Fields $Value 'birth' @('machineId', 'key', 'written', 'folders', 'disks', 'apart')
    Assert-Text $Value.machineId 'birth.machineId' $GuidPattern 'a GUID'
    Test-Written $Value 'birth'
    Test-Disks $Value.disks 'birth.disks'
    if ($Value.apart -isnot [bool]) { throw 'birth: needs yes or no for apart' }
}

function Get-Rooms($Value) {
    @($Value.folders | ForEach-Object { [IO.Path]::Combine($_, 'comanaged', $Value.written) })
}

function Test-Inside([string]$Path, $Value) {
    @(Get-Rooms $Value | Where-Object { "$Path\".StartsWith("$_\", [StringComparison]::OrdinalIgnoreCase) }).Count -gt 0
}

# What was written lies in the rooms of its restore with all its files.
function Get-Written($Value) {
    foreach ($vm in @(Find-ByName $Value.written)) {
        $files = @($vm.ConfigurationLocation) + @(Get-VMHardDiskDrive -VM $vm | ForEach-Object { $_.Path })
        if (@($files | Where-Object { -not (Test-Inside $_ $Value) }).Count -gt 0) {
            throw "a machine of somebody else is called $($Value.written), and was not touched"
        }
        if ("$($vm.State)" -ne 'Off') { throw "the machine $($Value.written) is $($vm.State), and was not touched" }
        $vm
    }
}

# Before the backup server writes anything.
function Set-Room($Value) {
    [void]@(Get-Written $Value)
    foreach ($room in @(Get-Rooms $Value)) { [void][IO.Directory]::CreateDirectory($room) }
}

# What became no server's goes with the restore. Remove-VM leaves the files of disks.
function Remove-Room($Value) {
    foreach ($vm in @(Get-Written $Value)) {
        Remove-VM -VM $vm -Force
        Add-Change 'written machine'
    }
    foreach ($room in @(Get-Rooms $Value)) {
        if (Test-Path -LiteralPath $room) {
            Remove-Item -LiteralPath $room -Recurse -Force
            Add-Change 'folder'
        }
    }
}

# Each disk was written into a folder of its label.
function Get-WrittenFile($Disk, $Drives) {
    $own = @($Drives | Where-Object { [IO.Path]::GetFileName([IO.Path]::GetDirectoryName($_.Path)) -ceq $Disk.label })
    if ($own.Count -ne 1 -or $own[0].Path -notlike '*.vhdx') { throw "disks.$($Disk.label): is not among the disks that were written" }
    $own[0].Path
}

# A run that broke off has moved some, or all: what is where it belongs is never moved again.
function Set-Birth($Value) {
    $vm = Get-OwnMachine $Value @()
    $id = $vm.Id.ToString()
    $written = @(Get-Written $Value)
    $missing = @($Value.disks | Where-Object { -not (Test-Path -LiteralPath (Get-DiskPath $_ $id)) })
    if ($missing.Count -gt 0 -and $written.Count -ne 1) {
        throw "the machine $($Value.written) that the backup server wrote is gone; have it written anew: pulumi up --replace '**-birth-**-done'"
    }
    $drives = @($written | ForEach-Object { Get-VMHardDiskDrive -VM $_ })
    foreach ($disk in $missing) {
        if ((Get-VHD -Path (Get-WrittenFile $disk $drives)).Size -gt (Get-DiskBytes $disk)) { throw "disks.$($disk.label): is smaller than in the backup" }
    }
    if ($Value.apart -and $missing.Count -gt 0) { Set-Apart $vm }
    foreach ($disk in $missing) {
        $path = Get-DiskPath $disk $id
        [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($path))
        # Both are on one volume, where a file moves whole or not at all.
        Move-Item -LiteralPath (Get-WrittenFile $disk $drives) -Destination $path
        Add-Change "file of disk $($disk.label)"
    }
    Remove-Room $Value
}
