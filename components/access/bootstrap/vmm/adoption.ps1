# What VMM finds of a machine that is to be taken over, and what it writes down of it.
function Get-IdOf($Vm) { "$($Vm.VMId)" }
function Get-Plug($One) { "$($One.vmNetwork) on $($One.switch)" }

# Those of one host: what lies in a library stands on none.
function Get-Candidates($Value) {
    Get-SCVirtualMachine | Where-Object { $null -ne $_.VMHost -and $_.VMHost.FQDN -eq $Value.computer }
}

function Get-Standing($Value) {
    $found = @(Find-ById $Value.machineId)
    if ($found.Count -eq 0) { throw "the machine $($Value.machineId) is unknown to VMM" }
    $vm = Get-Refreshed $found[0]
    Assert-Group $vm.VMHost $Value.hostGroup
    $vm
}

function Get-HardwareSeen($Vm) {
    @{
        Cpus = [int]$Vm.CPUCount
        MemoryMiB = [int]$Vm.Memory
        SecureBoot = [bool]$Vm.SecureBootEnabled
        Template = [string]$Vm.SecureBootTemplate
    }
}

function Get-OwnDifferences($Vm, $Value) {
    $computer = [string]$Vm.VMHost.FQDN
    if ($computer -ne $Value.computer) { "networks: it stands on $computer, and they are on $($Value.computer)" }
}

function Get-DrivesSeen($Vm) {
    @(Get-AllDrives $Vm | ForEach-Object {
        [PSCustomObject]@{
            Controller = [int]$_.Bus
            Slot = [int]$_.LUN
            File = Get-BaseFile ([string]$_.VirtualHardDisk.Location)
            Bytes = [uint64]$_.VirtualHardDisk.MaximumSize
        }
    })
}

function Get-AdaptersOn($Vm, $One) {
    @(Get-Adapters $Vm | Where-Object {
        $_.Network -ceq $One.vmNetwork -and $_.SwitchName -eq $One.switch -and $_.Vlan -eq $One.vlan
    })
}

function Assert-Nobodys($Vm) {
    if ((Get-KeyOf $Vm) -ne '') { throw "the machine $($Vm.VMId) is kept by another server of an estate, and was not touched" }
    if ($Vm.Generation -ne 2) { throw "the machine $($Vm.VMId) is of generation $($Vm.Generation), and has to be of generation 2" }
}

# Properties only, and the key at last: its adapters keep their names, and are told by their ids.
function Set-Ours($Vm, $Value) {
    $taken = @($Value.interfaces | ForEach-Object { "$($_.network)=$(@(Get-AdaptersOn $Vm $_)[0].Device.ID)" })
    Set-Property $Vm $AdaptersProperty ($taken -join ' ')
    Set-Property $Vm $GenerationProperty "$($Value.generation)"
    Set-Property $Vm $KeyProperty $Value.key
}

function Test-Standing($Value) {
    Assert-Fields $Value 'standing' @('key', 'machine', 'computer', 'hostGroup')
    Assert-Text $Value.key 'standing.key' $KeyPattern 'a key'
    Assert-Text $Value.machine 'standing.machine' $LinePattern 'a line of text'
    Test-Host $Value 'standing'
}

function Set-Standing($Value) {
    $vm = Get-Refreshed (Find-Standing $Value)
    Assert-Group $vm.VMHost $Value.hostGroup
    Write-Standing $vm
}
