# Addresses for good reach a guest once, by Hyper-V's data exchange, when it starts from a new disk.
# What the guest has afterwards is the guest's: it is never told again.
$AddressPattern = '\A(?:[0-9]{1,3}\.){3}[0-9]{1,3}\z'
$WaitingLine = 'comanaged waits for its addresses'
# A guest from a backup may still have the addresses of the one that was backed up.
$ApartLine = 'comanaged is kept apart until it has its addresses'
$Virtualization = 'root\virtualization\v2'

function Test-Fixed($Fixed, [string]$Where) {
    if ($null -eq $Fixed) { return }
    Assert-Fields $Fixed $Where @('address', 'mask', 'gateways', 'dnsServers')
    Assert-Text $Fixed.address "$Where.address" $AddressPattern 'an address'
    Assert-Text $Fixed.mask "$Where.mask" $AddressPattern 'a mask'
    Assert-Texts $Fixed.gateways "$Where.gateways" $AddressPattern 'addresses'
    Assert-Texts $Fixed.dnsServers "$Where.dnsServers" $AddressPattern 'addresses'
}

function Get-FixedInterfaces($Value) { @($Value.interfaces | Where-Object { $null -ne $_.fixed }) }

# From before it has a system disk until its guest has told the addresses.
function Test-Waiting($Vm, $Value) {
    if (@(Get-FixedInterfaces $Value).Count -eq 0) { return $false }
    $system = @($Value.disks | Where-Object { $_.label -ceq 'system' })[0]
    (@(Get-NoteLines $Vm) -ccontains $WaitingLine) -or ($null -eq (Get-DriveOf $Vm $system))
}

function Test-Apart($Vm) { @(Get-NoteLines $Vm) -ccontains $ApartLine }

function Set-Apart($Vm) {
    if (Test-Apart $Vm) { return }
    Set-VM -VM $Vm -Notes ((@(Get-NoteLines $Vm) + @($ApartLine)) -join "`n")
    Add-Change 'apart'
}

# The answer is a job at most; whether it was done is seen by what the guest tells.
function Send-GuestAddress($Vm, $Adapter, $Fixed) {
    $computer = @(Get-WmiObject -Namespace $Virtualization -Class Msvm_ComputerSystem | Where-Object { $_.Name -eq $Vm.Id.ToString() })[0]
    $port = @(Get-WmiObject -Namespace $Virtualization -Class Msvm_SyntheticEthernetPortSettingData | Where-Object { $_.InstanceID -eq $Adapter.Id })[0]
    $guest = @($port.GetRelated('Msvm_GuestNetworkAdapterConfiguration'))[0]
    $guest.DHCPEnabled = $false
    $guest.ProtocolIFType = 4096
    $guest.IPAddresses = @($Fixed.address)
    $guest.Subnets = @($Fixed.mask)
    $guest.DefaultGateways = @($Fixed.gateways)
    $guest.DNSServers = @($Fixed.dnsServers)
    $service = @(Get-WmiObject -Namespace $Virtualization -Class Msvm_VirtualSystemManagementService)[0]
    [void]$service.SetGuestNetworkAdapterConfiguration($computer.Path, @($guest.GetText(1)))
}

function Set-GuestAddress($Vm, $One) {
    $name = "comanaged-$($One.network)"
    for ($attempt = 0; $attempt -lt 60; $attempt += 1) {
        $adapter = @(Get-Adapters $Vm | Where-Object { $_.Name -ceq $name })[0]
        $isTaken = @($adapter.IPAddresses) -contains $One.fixed.address
        # One that is kept apart comes to its network now; some guests take nothing without one.
        if ($isTaken -or $attempt -eq 12) { Set-Interface $Vm $One $false }
        if ($isTaken) { return }
        # A guest that has just been started may not listen yet.
        if ($attempt % 6 -eq 0) { Send-GuestAddress $Vm $adapter $One.fixed }
        Start-Sleep -Seconds 5
    }
    throw "networks.$($One.network): the guest has not taken $($One.fixed.address) for five minutes; its image needs Hyper-V's data exchange"
}

function Set-GuestAddresses($Vm, $Value) {
    if ($Value.retired -or @(Get-NoteLines $Vm) -cnotcontains $WaitingLine) { return }
    Wait-Guest $Vm
    foreach ($one in @(Get-FixedInterfaces $Value)) {
        Set-GuestAddress $Vm $one
        Add-Change "address of comanaged-$($one.network)"
    }
    $lines = @(Get-NoteLines $Vm | Where-Object { $_ -cne $WaitingLine -and $_ -cne $ApartLine })
    Set-VM -VM $Vm -Notes ($lines -join "`n")
}
