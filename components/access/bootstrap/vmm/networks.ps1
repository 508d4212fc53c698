# Interfaces: ours by the names that VMM gives their devices; what somebody else has added stays.
function Test-Interfaces($Interfaces, [string]$Where) {
    if ($Interfaces -isnot [object[]]) { throw "${Where}: needs a list" }
    foreach ($one in $Interfaces) {
        Assert-Fields $one $Where @('network', 'switch', 'vmNetwork', 'vlan')
        Assert-Text $one.network "$Where.network" $NetworkPattern 'a network'
        Assert-Text $one.switch "$Where.switch" $SwitchPattern 'a switch'
        Assert-Text $one.vmNetwork "$Where.vmNetwork" $SwitchPattern 'a network of VMM'
        Assert-Number $one.vlan "$Where.vlan" 0 4094
    }
}

function Get-VmNetwork([string]$Name) {
    $found = @(Get-SCVMNetwork | Where-Object { $_.Name -ceq $Name })
    if ($found.Count -ne 1) { throw "VMM has not one network of machines called $Name" }
    $found[0]
}

# Those of a machine that was taken over: their networks by their ids.
$AdaptersProperty = 'comanaged adapters'
$TakenPattern = '\A[a-z][a-z0-9-]{0,39}=[0-9A-Fa-f-]{36}\z'

function Get-TakenAdapters($Vm) {
    $taken = @{}
    $pairs = ([string](Get-Now $Vm).CustomProperty[$AdaptersProperty]).Split(' ')
    foreach ($pair in @($pairs | Where-Object { $_ -cmatch $TakenPattern })) {
        $taken[$pair.Split('=')[1]] = $pair.Split('=')[0]
    }
    $taken
}

# What somebody else has added has no name of a device, and is told by its slot.
function Get-Adapters($Vm) {
    $taken = Get-TakenAdapters $Vm
    @(Get-SCVirtualNetworkAdapter -VM $Vm | ForEach-Object {
        $id = "$($_.ID)"
        $own = if ($taken.ContainsKey($id)) { "comanaged-$($taken[$id])" } else { [string]$_.DevicePropertiesAdapterName }
        $network = if ($null -ne $_.VMNetwork) { [string]$_.VMNetwork.Name } else { '' }
        [PSCustomObject]@{
            Name = if ($own -ne '') { $own } else { "slot-$($_.SlotID)" }
            Network = $network
            SwitchName = if ($network -ne '') { [string]$_.VirtualNetwork } else { $null }
            Vlan = if ($_.VLanEnabled) { [int]$_.VLanID } else { 0 }
            IPAddresses = @($_.IPv4Addresses | ForEach-Object { "$_" })
            Device = $_
        }
    })
}

# Until a machine has its name, an adapter that is plugged into nothing is one that VMM has put in.
function Set-Interfaces($Vm, $Value) {
    $wanted = @($Value.interfaces | ForEach-Object { "comanaged-$($_.network)" })
    $isNew = $Vm.Name -cmatch $BirthPattern
    foreach ($adapter in Get-Adapters $Vm) {
        $isGone = $adapter.Name -clike 'comanaged-*' -and $wanted -cnotcontains $adapter.Name
        $isDefault = $isNew -and $adapter.Name -clike 'slot-*' -and $adapter.Network -eq ''
        if ($isGone -or $isDefault) {
            [void](Remove-SCVirtualNetworkAdapter -VirtualNetworkAdapter $adapter.Device)
            Add-Change "interface $($adapter.Name)"
        }
    }
    foreach ($one in $Value.interfaces) { Set-Interface $Vm $one $Value.retired }
}

function Set-Interface($Vm, $One, [bool]$Retired) {
    $name = "comanaged-$($One.network)"
    if (@(Get-Adapters $Vm | Where-Object { $_.Name -ceq $name }).Count -eq 0) {
        [void](New-SCVirtualNetworkAdapter -VM $Vm -Synthetic -NoConnection -DevicePropertiesAdapterNameMode Custom -DevicePropertiesAdapterName $name)
        Add-Change "interface $name"
    }
    $adapter = @(Get-Adapters $Vm | Where-Object { $_.Name -ceq $name })[0]
    $isPlugged = $adapter.Network -ne ''
    $isSame = $adapter.Network -ceq $One.vmNetwork -and $adapter.SwitchName -eq $One.switch -and $adapter.Vlan -eq $One.vlan
    if ($Retired -and $isPlugged) {
        [void](Set-SCVirtualNetworkAdapter -VirtualNetworkAdapter $adapter.Device -NoConnection)
        Add-Change "connection of $name"
    } elseif (-not $Retired -and -not $isSame) {
        $tag = if ($One.vlan -eq 0) { @{ VLanEnabled = $false } } else { @{ VLanEnabled = $true; VLanID = $One.vlan } }
        [void](Set-SCVirtualNetworkAdapter -VirtualNetworkAdapter $adapter.Device -VMNetwork (Get-VmNetwork $One.vmNetwork) -VirtualNetwork $One.switch @tag)
        Add-Change "connection of $name"
    }
}
