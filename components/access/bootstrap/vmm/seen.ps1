# What VMM and its hosts tell of a machine.
function Write-Observed($Vm) {
    $id = "$($Vm.VMId)"
    $now = @(Find-ById $id)[0]
    $Report.observed.machine = @{
        machineId = $id
        name = $now.Name
        computer = [string]$now.VMHost.FQDN
        power = if ("$($now.Status)" -eq 'PowerOff') { 'Off' } else { "$($now.Status)" }
        cpus = [int]$now.CPUCount
        memoryMiB = [int]$now.Memory
        dynamicMemory = Get-MemoryLimits $now
        secureBoot = [bool]$now.SecureBootEnabled
        secureBootTemplate = [string]$now.SecureBootTemplate
        disks = @(Get-Drives $now | Sort-Object LUN | ForEach-Object {
            @{ label = (Get-LabelOf $_ $id); slot = [int]$_.LUN; sizeGiB = (Get-SizeGiB $_) }
        })
        interfaces = @(Get-Adapters $now | ForEach-Object {
            @{ name = $_.Name; switch = $_.SwitchName; vmNetwork = $_.Network; vlan = $_.Vlan }
        })
        checkpoints = @(Get-Checkpoints $now | ForEach-Object { $_.Name })
    }
}

function Test-Seen($Value, [string]$Where) {
    Assert-Text $Value.machineId "$Where.machineId" $GuidPattern 'a GUID'
    Assert-Text $Value.key "$Where.key" $KeyPattern 'a key'
    Test-Group $Value $Where
}

# Looks, and changes nothing.
function Test-Observation($Value) {
    Assert-Fields $Value 'observation' @('machineId', 'key', 'hostGroup', 'adopted')
    Test-Seen $Value 'observation'
    Test-Adopted $Value.adopted 'observation.adopted'
}
function Set-Observation($Value) { Write-Observed (Get-Known $Value @()) }

# The first address of a machine that has started; its guest tells it, and VMM when it looks again.
function Test-Address($Value) {
    Assert-Fields $Value 'address' @('machineId', 'key', 'hostGroup')
    Test-Seen $Value 'address'
}

function Set-Address($Value) {
    for ($attempt = 0; $attempt -lt 60; $attempt += 1) {
        $adapters = @(Get-Adapters (Get-Known $Value @()) | Where-Object { $_.Name -clike 'comanaged-*' })
        $found = @($adapters | ForEach-Object { $_.IPAddresses } | Where-Object { $_ -match '\A[0-9.]+\z' -and $_ -notlike '169.254.*' })
        if ($found.Count -gt 0) {
            $Report.observed.address = $found[0]
            return
        }
        Start-Sleep -Seconds 5
    }
    throw "the guest of $($Value.machineId) has told no address for five minutes"
}
