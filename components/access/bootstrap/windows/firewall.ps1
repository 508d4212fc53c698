# Firewall: the customer's own work. What is declared is compared with what counts, never changed.
$PortPattern = '\A[0-9]{1,5}(-[0-9]{1,5})?\z'
$AddressPattern = '\A[0-9A-Fa-f.:]{2,45}(/[0-9]{1,3})?\z'

function Test-Firewall($Value) {
    Assert-Fields $Value 'firewall' @('rules')
    if ($Value.rules -isnot [object[]]) { throw 'firewall.rules: needs a list' }
    foreach ($rule in $Value.rules) {
        Assert-Fields $rule 'firewall.rules' @('name', 'direction', 'protocol', 'ports', 'remoteAddresses', 'program')
        Assert-Text $rule.name 'firewall.rules.name' $LinePattern 'text on one line'
        Assert-Text $rule.direction 'firewall.rules.direction' '\A(in|out)\z' 'a direction'
        Assert-Text $rule.protocol 'firewall.rules.protocol' '\A(tcp|udp|icmpv4|icmpv6|any)\z' 'a protocol'
        Assert-Texts $rule.ports 'firewall.rules.ports' $PortPattern 'a port or ports'
        Assert-Texts $rule.remoteAddresses 'firewall.rules.remoteAddresses' $AddressPattern 'an address or a range'
        if ($null -ne $rule.program) { Assert-Text $rule.program 'firewall.rules.program' $LinePattern 'a path' }
    }
}

# Windows writes 10.0.0.0/255.0.0.0 for 10.0.0.0/8, and leaves out what names a single address.
function ConvertTo-Range([string]$Text) {
    $base, $mask = $Text.ToLowerInvariant().Split('/')
    if ($null -ne $mask -and $mask.Contains('.')) {
        $bits = 0
        foreach ($byte in [Net.IPAddress]::Parse($mask).GetAddressBytes()) {
            $bits += [Convert]::ToString($byte, 2).Replace('0', '').Length
        }
        $mask = [string]$bits
    }
    $single = if ($base.Contains(':')) { '128' } else { '32' }
    if ($null -eq $mask -or $mask -eq $single) { $base } else { "$base/$mask" }
}

function Format-Rule([string]$Direction, [string]$Protocol, $Ports, $Addresses, [string]$Program) {
    $ranges = @($Addresses | Where-Object { $_ -and @('Any', '0.0.0.0/0', '::/0') -notcontains $_ } | ForEach-Object { ConvertTo-Range $_ } | Sort-Object)
    $numbers = @($Ports | Where-Object { $_ -and $_ -ne 'Any' } | Sort-Object)
    $path = if ($Program -eq 'Any') { '' } else { $Program }
    "$Direction|$Protocol|$($numbers -join ',')|$($ranges -join ',')|$path".ToLowerInvariant()
}

# What lets something in or out and is no part of Windows. Filters are read at once: one by one
# takes minutes.
function Get-OwnRules {
    $ports = @{}; $addresses = @{}; $programs = @{}
    Get-NetFirewallPortFilter -PolicyStore ActiveStore | ForEach-Object { $ports[$_.InstanceID] = $_ }
    Get-NetFirewallAddressFilter -PolicyStore ActiveStore | ForEach-Object { $addresses[$_.InstanceID] = $_ }
    Get-NetFirewallApplicationFilter -PolicyStore ActiveStore | ForEach-Object { $programs[$_.InstanceID] = $_ }
    $active = @(Get-NetFirewallRule -PolicyStore ActiveStore -Enabled True -Action Allow | Where-Object { -not ([string]$_.Group).StartsWith('@') })
    foreach ($rule in $active) {
        $port = $ports[$rule.InstanceID]
        $isInbound = $rule.Direction -eq 'Inbound'
        $number = if ($isInbound) { $port.LocalPort } else { $port.RemotePort }
        @{
            name = [string]$rule.DisplayName
            means = Format-Rule $(if ($isInbound) { 'in' } else { 'out' }) $port.Protocol $number $addresses[$rule.InstanceID].RemoteAddress $programs[$rule.InstanceID].Program
        }
    }
}

function Set-Firewall($Value) {
    $active = @(Get-OwnRules)
    $missing = @(); $different = @()
    foreach ($rule in $Value.rules) {
        $named = @($active | Where-Object { $_.name -eq $rule.name })
        $means = Format-Rule $rule.direction $rule.protocol $rule.ports $rule.remoteAddresses $rule.program
        if ($named.Count -eq 0) {
            $missing += $rule.name
        } elseif (@($named | Where-Object { $_.means -ne $means }).Count -gt 0) {
            $different += $rule.name
        }
    }
    $declared = @($Value.rules | ForEach-Object { $_.name })
    $extra = @($active | Where-Object { $declared -notcontains $_.name } | ForEach-Object { $_.name } | Sort-Object -Unique)
    $Report.observed.firewall = @{ missing = $missing; different = $different; extra = $extra }
}
