# The first address of a machine that has started; its guest tells it.
function Test-Address($Value) { Test-Identity $Value 'address' }

function Get-FirstAddress($Vm) {
    $adapters = @(Get-Adapters $Vm | Where-Object { $_.Name -clike 'comanaged-*' })
    @($adapters | ForEach-Object { $_.IPAddresses } | Where-Object { $_ -match '\A[0-9.]+\z' -and $_ -notlike '169.254.*' })[0]
}

function Set-Address($Value) {
    $vm = Get-OwnMachine $Value @()
    Assert-NoCopy $vm
    for ($attempt = 0; $attempt -lt 60; $attempt += 1) {
        $found = Get-FirstAddress $vm
        if ($null -ne $found) {
            $Report.observed.address = $found
            return
        }
        Start-Sleep -Seconds 5
    }
    throw "the guest of $($Value.machineId) has told no address for five minutes"
}
