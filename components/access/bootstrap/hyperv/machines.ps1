# A machine is its GUID. What we made carries our key in the first line of its notes; a machine of
# another key, or of none, is somebody else's, whatever its name is.
$GuidPattern = '\A[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\z'
$KeyPattern = '\A[A-Za-z0-9][A-Za-z0-9._/-]{0,127}\z'
$BirthPattern = '\Acomanaged-[0-9a-f]{32}\z'
$NamePattern = '\A[a-z][a-z0-9-]{0,62}\z'
$FolderPattern = '\A[A-Z]:(?:\\[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}){1,8}\z'

function Get-KeyOf($Vm) { ([string]$Vm.Notes).Split("`n")[0].Trim() }

# Never by -Name, which takes wildcards and finds several.
function Find-ByKey([string]$Key) { @(Get-VM | Where-Object { (Get-KeyOf $_) -ceq $Key }) }
function Find-ByName([string]$Name) { @(Get-VM | Where-Object { $_.Name -eq $Name }) }
function Find-ById([string]$Id) { @(Get-VM | Where-Object { $_.Id.ToString() -eq $Id }) }

# What tells one machine that stands.
function Test-Identity($Value, [string]$Where) {
    Assert-Fields $Value $Where @('machineId', 'key')
    Assert-Text $Value.machineId "$Where.machineId" $GuidPattern 'a GUID'
    Assert-Text $Value.key "$Where.key" $KeyPattern 'a key'
}

function Get-OwnMachine($Value) {
    $found = @(Find-ById $Value.machineId)
    if ($found.Count -eq 0) { throw "the machine $($Value.machineId) is not on this host any more" }
    if ((Get-KeyOf $found[0]) -cne $Value.key) { throw "the machine $($Value.machineId) does not carry our key, and was not touched" }
    $found[0]
}

function Assert-NameIsFree([string]$Name) {
    if (@(Find-ByName $Name).Count -gt 0) { throw "a machine of somebody else is called $Name, and was not touched" }
}

function Test-Reservation($Value) {
    Assert-Fields $Value 'reservation' @('key', 'name', 'birthName', 'folder')
    Assert-Text $Value.key 'reservation.key' $KeyPattern 'a key'
    Assert-Text $Value.name 'reservation.name' $NamePattern 'a name'
    Assert-Text $Value.birthName 'reservation.birthName' $BirthPattern 'a name of birth'
    Assert-Text $Value.folder 'reservation.folder' $FolderPattern 'a folder'
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
