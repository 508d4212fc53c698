# Processors, firmware and TPM change while a machine is off; networks while it runs.
function Test-Interfaces($Interfaces, [string]$Where) {
    if ($Interfaces -isnot [object[]]) { throw "${Where}: needs a list" }
    foreach ($one in $Interfaces) {
        Assert-Fields $one $Where @('network', 'switch', 'vlan', 'fixed')
        Assert-Text $one.network "$Where.network" $NetworkPattern 'a network'
        Assert-Text $one.switch "$Where.switch" $SwitchPattern 'a switch'
        Assert-Number $one.vlan "$Where.vlan" 0 4094
        Test-Fixed $one.fixed "$Where.fixed"
    }
}

function Test-Cold($Vm, $Value) {
    $firmware = Get-VMFirmware -VM $Vm
    (Get-VMProcessor -VM $Vm).Count -ne $Value.cpus -or (Test-ColdMemory $Vm $Value) -or
        "$($firmware.SecureBoot)" -ne 'On' -or $firmware.SecureBootTemplate -cne $Value.secureBootTemplate -or
        (Get-VMSecurity -VM $Vm).TpmEnabled -ne $Value.tpm
}

# By its guest, never by pulling the plug: Stop-VM fails where the guest does not answer.
function Stop-Gently($Vm) {
    if ("$($Vm.State)" -eq 'Off') { return }
    if ("$($Vm.State)" -ne 'Running') { throw "the machine is $($Vm.State); have it started or shut down first" }
    Stop-VM -VM $Vm -Force
    Add-Change 'shut down'
}

function Set-Hardware($Vm, $Value) {
    if (-not (Test-Cold $Vm $Value)) { Set-MemoryLimits $Vm $Value; return }
    Stop-Gently $Vm
    Set-VMProcessor -VM $Vm -Count $Value.cpus
    Set-Memory $Vm $Value
    Set-VMFirmware -VM $Vm -EnableSecureBoot On -SecureBootTemplate $Value.secureBootTemplate
    Set-Tpm $Vm $Value.tpm
    Add-Change 'hardware'
}

# A new protector would lock the machine out of what the old one sealed.
function Set-Tpm($Vm, [bool]$Wanted) {
    $isOn = (Get-VMSecurity -VM $Vm).TpmEnabled
    if ($isOn -eq $Wanted) { return }
    if (-not $Wanted) { Disable-VMTPM -VM $Vm; return }
    if (@(Get-VMKeyProtector -VM $Vm).Count -le 4) { Set-VMKeyProtector -VM $Vm -NewLocalKeyProtector }
    Enable-VMTPM -VM $Vm
}

function Get-Adapters($Vm) { @(Get-VMNetworkAdapter -VM $Vm) }

# Ours by their names; what somebody else has added stays. New-VM adds one that nobody asked for.
function Set-Interfaces($Vm, $Value) {
    $wanted = @($Value.interfaces | ForEach-Object { "comanaged-$($_.network)" })
    foreach ($adapter in Get-Adapters $Vm) {
        $isGone = $adapter.Name -clike 'comanaged-*' -and $wanted -cnotcontains $adapter.Name
        $isDefault = $adapter.Name -eq 'Network Adapter' -and $adapter.SwitchName -eq $null
        if ($isGone -or $isDefault) {
            Remove-VMNetworkAdapter -VMNetworkAdapter $adapter
            Add-Change "interface $($adapter.Name)"
        }
    }
    $isApart = $Value.retired -or (Test-Apart $Vm)
    foreach ($one in $Value.interfaces) { Set-Interface $Vm $one $isApart }
}

function Set-Interface($Vm, $One, [bool]$Apart) {
    $name = "comanaged-$($One.network)"
    if (@(Get-Adapters $Vm | Where-Object { $_.Name -ceq $name }).Count -eq 0) {
        Add-VMNetworkAdapter -VM $Vm -Name $name
        Add-Change "interface $name"
    }
    $adapter = @(Get-Adapters $Vm | Where-Object { $_.Name -ceq $name })[0]
    $vlan = Get-VMNetworkAdapterVlan -VMNetworkAdapter $adapter
    $isTagged = "$($vlan.OperationMode)" -eq 'Access'
    if ($One.vlan -eq 0 -and "$($vlan.OperationMode)" -ne 'Untagged') {
        Set-VMNetworkAdapterVlan -VMNetworkAdapter $adapter -Untagged
        Add-Change "VLAN of $name"
    } elseif ($One.vlan -ne 0 -and -not ($isTagged -and $vlan.AccessVlanId -eq $One.vlan)) {
        Set-VMNetworkAdapterVlan -VMNetworkAdapter $adapter -Access -VlanId $One.vlan
        Add-Change "VLAN of $name"
    }
    if ($Apart -and $adapter.Connected) {
        Disconnect-VMNetworkAdapter -VMNetworkAdapter $adapter
        Add-Change "connection of $name"
    } elseif (-not $Apart -and $adapter.SwitchName -ne $One.switch) {
        Connect-VMNetworkAdapter -VMNetworkAdapter $adapter -SwitchName $One.switch
        Add-Change "connection of $name"
    }
}
