# The files of disks: below the GUID of their machine, or where they were when it was taken over.
$Adopted = @{}
$FilePattern = '\A[A-Z]:\\[A-Za-z0-9 ._\\-]{1,512}\.vhdx\z'

function Test-Adopted($Disks, [string]$Where) {
    if ($Disks -isnot [object[]]) { throw "${Where}: needs a list" }
    foreach ($disk in $Disks) {
        Assert-Fields $disk $Where @('label', 'file')
        Assert-Text $disk.label "$Where.label" $LabelPattern 'a label'
        Assert-Text $disk.file "$Where.file" $FilePattern 'a virtual disk'
        $Adopted[$disk.label] = $disk.file
    }
}

function Get-FileOf($Disk, [string]$MachineId) {
    if ($Adopted.ContainsKey($Disk.label)) { $Adopted[$Disk.label] } else { Get-DiskPath $Disk $MachineId }
}

# With a checkpoint a drive has another file, whose name begins with that of the disk.
function Get-BaseFile([string]$Path) { $Path -replace '_[0-9A-Fa-f-]{36}\.avhdx\z', '.vhdx' }

function Get-FileLabel([string]$Path, [string]$MachineId) {
    if ([IO.Path]::GetFileName([IO.Path]::GetDirectoryName($Path)) -eq $MachineId) {
        return [IO.Path]::GetFileNameWithoutExtension($Path).Split('_')[0]
    }
    $file = Get-BaseFile $Path
    foreach ($label in $Adopted.Keys) {
        if ($Adopted[$label] -eq $file) { return $label }
    }
    $null
}
