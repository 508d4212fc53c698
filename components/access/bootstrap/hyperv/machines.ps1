# A machine is its GUID. What we made carries our key in the first line of its notes; a machine of
# another key, or of none, is somebody else's, whatever its name is.
function Get-NoteLines($Vm) { @(([string]$Vm.Notes).Replace("`r", '').Split("`n")) }
function Get-KeyOf($Vm) { @(Get-NoteLines $Vm)[0].Trim() }

# Never by -Name, which takes wildcards and finds several. A replica carries the key of its machine.
function Find-ByKey([string]$Key) { @(Get-VM | Where-Object { (Get-KeyOf $_) -ceq $Key -and -not (Test-Copy $_) }) }
function Find-ByName([string]$Name) { @(Get-VM | Where-Object { $_.Name -eq $Name }) }
function Find-ById([string]$Id) { @(Get-VM | Where-Object { $_.Id.ToString() -eq $Id }) }

function Test-Reservation($Value) {
    Assert-Fields $Value 'reservation' @('key', 'name', 'birthName', 'folder', 'tags')
    Assert-Text $Value.key 'reservation.key' $KeyPattern 'a key'
    Assert-Text $Value.name 'reservation.name' $NamePattern 'a name'
    Assert-Text $Value.birthName 'reservation.birthName' $BirthPattern 'a name of birth'
    Assert-Text $Value.folder 'reservation.folder' $FolderPattern 'a folder'
    # For rules, which judge a machine before it has a GUID; the machine itself is told later.
    Test-Tags $Value.tags
}

# Between its creation and its key a machine is told by a name that only our key gives.
function New-Machine($Value) {
    $born = @(Find-ByName $Value.birthName)
    if ($born.Count -gt 1) { throw "several machines are called $($Value.birthName)" }
    if ($born.Count -eq 1) { return $born[0] }
    Assert-NameIsFree $Value.name
    New-VM -Name $Value.birthName -Generation 2 -MemoryStartupBytes 512MB -NoVHD -Path $Value.folder
    Add-Change 'machine'
}

function Set-Reservation($Value) {
    $own = @(Find-ByKey $Value.key)
    if ($own.Count -gt 1) { throw "several machines carry the key $($Value.key)" }
    if ($own.Count -eq 0) {
        $born = @(New-Machine $Value)
        Set-VM -VM $born[0] -Notes $Value.key
        $own = @(Find-ByKey $Value.key)
    }
    $Report.observed.machineId = $own[0].Id.ToString()
}
