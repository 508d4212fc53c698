# What a host finds of a machine that is to be taken over, and what it writes down of it.
function Get-IdOf($Vm) { $Vm.Id.ToString() }
function Get-Candidates($Value) { Get-VM }
function Get-Plug($One) { $One.switch }

function Get-Standing($Value) {
    $found = @(Find-ById $Value.machineId)
    if ($found.Count -eq 0) { throw "the machine $($Value.machineId) is not on this host" }
    $found[0]
}

function Get-HardwareSeen($Vm) {
    $firmware = Get-VMFirmware -VM $Vm
    @{
        Cpus = (Get-VMProcessor -VM $Vm).Count
        MemoryMiB = [int]((Get-VMMemory -VM $Vm).Startup / $Mib)
        SecureBoot = "$($firmware.SecureBoot)" -eq 'On'
        Template = $firmware.SecureBootTemplate
    }
}

function Get-OwnDifferences($Vm, $Value) {
    $tpm = (Get-VMSecurity -VM $Vm).TpmEnabled
    if ($tpm -ne $Value.tpm) { "tpm: that it has a TPM is $tpm" }
}

function Get-DrivesSeen($Vm) {
    @(Get-VMHardDiskDrive -VM $Vm | ForEach-Object {
        [PSCustomObject]@{
            Controller = $_.ControllerNumber
            Slot = $_.ControllerLocation
            File = Get-BaseFile $_.Path
            Bytes = (Get-VHD -Path $_.Path).Size
        }
    })
}

function Get-AdaptersOn($Vm, $One) {
    @(Get-Adapters $Vm | Where-Object {
        $vlan = Get-VMNetworkAdapterVlan -VMNetworkAdapter $_
        $id = if ("$($vlan.OperationMode)" -eq 'Access') { $vlan.AccessVlanId } else { 0 }
        $_.SwitchName -eq $One.switch -and $id -eq $One.vlan
    })
}

function Assert-Nobodys($Vm) {
    Assert-NoCopy $Vm
    if (@(Get-NoteLines $Vm | Where-Object { $_ -clike 'comanaged *' }).Count -gt 0) {
        throw "the machine $($Vm.Id) is kept by another server of an estate, and was not touched"
    }
    if ($Vm.Generation -ne 2) { throw "the machine $($Vm.Id) is of generation $($Vm.Generation), and has to be of generation 2" }
}

# Only its notes and the names of its adapters change.
function Set-Ours($Vm, $Value) {
    foreach ($one in $Value.interfaces) {
        $adapter = @(Get-AdaptersOn $Vm $one)[0]
        Rename-VMNetworkAdapter -VMNetworkAdapter $adapter -NewName "comanaged-$($one.network)"
    }
    $lines = @($Value.key, "comanaged generation $($Value.generation)") + @(Get-NoteLines $Vm | Where-Object { $_ -ne '' })
    Set-VM -VM $Vm -Notes ($lines -join "`n")
    Add-Change 'notes'
}

function Test-Standing($Value) {
    Assert-Fields $Value 'standing' @('key', 'machine')
    Assert-Text $Value.key 'standing.key' $KeyPattern 'a key'
    Assert-Text $Value.machine 'standing.machine' $LinePattern 'a line of text'
}

function Set-Standing($Value) { Write-Standing (Find-Standing $Value) }
