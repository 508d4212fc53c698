# Words of the documents about machines, and whose a machine is.
$GuidPattern = '\A[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\z'
$KeyPattern = '\A[A-Za-z0-9][A-Za-z0-9._/-]{0,127}\z'
$BirthPattern = '\Acomanaged-[0-9a-f]{32}\z'
$NamePattern = '\A[a-z][a-z0-9-]{0,62}\z'
$FolderPattern = '\A[A-Z]:(?:\\[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}){1,8}\z'
$LabelPattern = '\A[a-z][a-z0-9-]{0,19}\z'
$NetworkPattern = '\A[a-z][a-z0-9-]{0,39}\z'
$SwitchPattern = '\A[A-Za-z0-9][A-Za-z0-9 ._/-]{0,79}\z'
$TemplatePattern = '\A(?:MicrosoftWindows|MicrosoftUEFICertificateAuthority)\z'

# What tells one machine that stands.
function Test-Identity($Value, [string]$Where) {
    Assert-Fields $Value $Where @('machineId', 'key')
    Assert-Text $Value.machineId "$Where.machineId" $GuidPattern 'a GUID'
    Assert-Text $Value.key "$Where.key" $KeyPattern 'a key'
}

# Formerly it may have had other keys: those of its earlier names.
function Get-OwnMachine($Value, $Formerly) {
    $found = @(Find-ById $Value.machineId)
    if ($found.Count -eq 0) { throw "the machine $($Value.machineId) is not on this host any more" }
    if ((@($Value.key) + @($Formerly)) -cnotcontains (Get-KeyOf $found[0])) { throw "the machine $($Value.machineId) does not carry our key, and was not touched" }
    $found[0]
}

function Assert-NameIsFree([string]$Name) {
    if (@(Find-ByName $Name).Count -gt 0) { throw "a machine of somebody else is called $Name, and was not touched" }
}

function Test-Tags($Tags) {
    if ($Tags -isnot [Management.Automation.PSCustomObject]) { throw 'machine.tags: needs an object' }
    foreach ($tag in $Tags.PSObject.Properties) {
        Assert-Text $tag.Name 'machine.tags' '\A[A-Za-z]{1,32}\z' 'names of letters'
        Assert-Text $tag.Value "machine.tags.$($tag.Name)" $LinePattern 'a line of text'
    }
}

# Static, or between two limits.
function Test-Memory($Value, [int]$Most) {
    Assert-Number $Value.memoryMiB 'machine.memoryMiB' 32 $Most
    $limits = $Value.dynamicMemory
    if ($null -eq $limits) { return }
    Assert-Fields $limits 'machine.dynamicMemory' @('minimumMiB', 'maximumMiB')
    Assert-Number $limits.minimumMiB 'machine.dynamicMemory.minimumMiB' 32 $Value.memoryMiB
    Assert-Number $limits.maximumMiB 'machine.dynamicMemory.maximumMiB' $Value.memoryMiB $Most
}

function Test-Disks($Disks, [string]$Where) {
    if ($Disks -isnot [object[]]) { throw "${Where}: needs a list" }
    foreach ($disk in $Disks) {
        Assert-Fields $disk $Where @('label', 'slot', 'sizeGiB', 'folder')
        Assert-Text $disk.label "$Where.label" $LabelPattern 'a label'
        Assert-Number $disk.slot "$Where.slot" 0 63
        Assert-Number $disk.sizeGiB "$Where.sizeGiB" 1 65536
        Assert-Text $disk.folder "$Where.folder" $FolderPattern 'a folder'
    }
}

function Get-DiskPath($Disk, [string]$MachineId) {
    [IO.Path]::Combine($Disk.folder, 'comanaged', $MachineId, "$($Disk.label).vhdx")
}
