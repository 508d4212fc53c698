# A machine is the GUID that its host knows it by. What we made carries our key in a custom property;
# a machine of another key, or of none, is somebody else's, whatever its name is.
$KeyProperty = 'comanaged key'

function Get-KeyOf($Vm) { [string]$Vm.CustomProperty[$KeyProperty] }

# Never by -Name, which takes wildcards and finds several.
function Find-ByKey([string]$Key) { @(Get-SCVirtualMachine | Where-Object { (Get-KeyOf $_) -ceq $Key }) }
function Find-ByName([string]$Name) { @(Get-SCVirtualMachine | Where-Object { $_.Name -eq $Name }) }
function Find-ById([string]$Id) { @(Get-SCVirtualMachine | Where-Object { "$($_.VMId)" -eq $Id }) }

# A machine as VMM knows it by now.
function Get-Now($Vm) { @(Get-SCVirtualMachine -ID $Vm.ID)[0] }

# A job goes on although nobody waits for it any more; nothing comes of a machine that it removed.
function Wait-Idle($Vm) {
    $ended = @('Completed', 'SucceedWithInfo', 'Failed', 'Canceled')
    for ($attempt = 0; $attempt -lt 60; $attempt += 1) {
        $now = @(Get-SCVirtualMachine | Where-Object { $_.ID -eq $Vm.ID })
        if ($now.Count -eq 0) { return }
        $task = $now[0].MostRecentTask
        if ($null -eq $task -or $ended -contains "$($task.Status)") { return $now[0] }
        Start-Sleep -Seconds 5
    }
    throw "VMM has not ended its job '$($task.Name)' for five minutes"
}

# What was done on the host by hand is unknown to VMM, and in its way, until it looks again.
function Get-Refreshed($Vm) {
    $idle = @(Wait-Idle $Vm)
    if ($idle.Count -eq 0) { throw "VMM has just removed the machine $($Vm.VMId)" }
    [void](Read-SCVirtualMachine -VM $idle[0])
    $now = Get-Now $Vm
    if (@('Running', 'PowerOff', 'Saved', 'Paused') -notcontains "$($now.Status)") { throw "VMM says of the machine $($Vm.VMId): $($now.Status)" }
    $now
}

# Custom properties belong to the VMM server; machines that are made side by side make each once.
function Get-Property([string]$Name) {
    $turn = [Threading.Mutex]::new($false, 'Global\comanaged')
    [void]$turn.WaitOne()
    try {
        $found = @(Get-SCCustomProperty | Where-Object { $_.Name -eq $Name })
        if ($found.Count -eq 0) { New-SCCustomProperty -Name $Name -AddMember 'VM' } else { $found[0] }
    } finally {
        $turn.ReleaseMutex()
    }
}

function Set-Property($Vm, [string]$Name, [string]$Value) {
    $now = Get-Now $Vm
    if ([string]$now.CustomProperty[$Name] -ceq $Value) { return }
    [void](Set-SCCustomPropertyValue -InputObject $now -CustomProperty (Get-Property $Name) -Value $Value)
    Add-Change $Name
}

function Test-Reservation($Value) {
    Assert-Fields $Value 'reservation' @('key', 'name', 'birthName', 'folder', 'tags', 'computer', 'hostGroup')
    Assert-Text $Value.key 'reservation.key' $KeyPattern 'a key'
    Assert-Text $Value.name 'reservation.name' $NamePattern 'a name'
    Assert-Text $Value.birthName 'reservation.birthName' $BirthPattern 'a name of birth'
    Assert-Text $Value.folder 'reservation.folder' $FolderPattern 'a folder'
    Test-Tags $Value.tags
    Test-Host $Value 'reservation'
}

# Between its creation and its key a machine is told by a name that only our key gives.
function New-Machine($Value) {
    $born = @(Find-ByName $Value.birthName | ForEach-Object { Wait-Idle $_ })
    if ($born.Count -gt 1) { throw "several machines are called $($Value.birthName)" }
    if ($born.Count -eq 1 -and "$($born[0].Status)" -ne 'CreationFailed') { return $born[0] }
    if ($born.Count -eq 1) { [void](Remove-SCVirtualMachine -VM $born[0] -Force) }
    Assert-NameIsFree $Value.name
    $place = Get-AllowedHost $Value
    New-SCVirtualMachine -Name $Value.birthName -VMHost $place -Path $Value.folder -Generation 2 -CPUCount 1 -MemoryMB 512 -DynamicMemoryEnabled $false
    Add-Change 'machine'
}

function Set-Reservation($Value) {
    $own = @(Find-ByKey $Value.key)
    if ($own.Count -gt 1) { throw "several machines carry the key $($Value.key)" }
    if ($own.Count -eq 0) {
        $born = @(New-Machine $Value)
        Set-Property $born[0] $KeyProperty $Value.key
        $own = @(Find-ByKey $Value.key)
    }
    $own = @(Wait-Idle $own[0])
    $Report.observed.machineId = "$($own[0].VMId)"
}
