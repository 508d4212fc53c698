# Memory: static, or between two limits. While a machine runs, the limits only move apart.
function Test-ColdMemory($Vm, $Value) {
    $limits = $Value.dynamicMemory
    [bool]$Vm.DynamicMemoryEnabled -ne ($null -ne $limits) -or $Vm.Memory -ne $Value.memoryMiB -or
        ($null -ne $limits -and ($Vm.DynamicMemoryMinimumMB -lt $limits.minimumMiB -or
            $Vm.DynamicMemoryMaximumMB -gt $limits.maximumMiB))
}

# What VMM is told of the memory of a machine that is off.
function Get-Memory($Value) {
    $limits = $Value.dynamicMemory
    if ($null -eq $limits) { return @{ DynamicMemoryEnabled = $false; MemoryMB = $Value.memoryMiB } }
    @{
        DynamicMemoryEnabled = $true
        MemoryMB = $Value.memoryMiB
        DynamicMemoryMinimumMB = $limits.minimumMiB
        DynamicMemoryMaximumMB = $limits.maximumMiB
    }
}

function Set-MemoryLimits($Vm, $Value) {
    $limits = $Value.dynamicMemory
    if ($null -eq $limits) { return }
    if ($Vm.DynamicMemoryMinimumMB -eq $limits.minimumMiB -and $Vm.DynamicMemoryMaximumMB -eq $limits.maximumMiB) { return }
    [void](Set-SCVirtualMachine -VM $Vm -DynamicMemoryMinimumMB $limits.minimumMiB -DynamicMemoryMaximumMB $limits.maximumMiB)
    Add-Change 'limits of memory'
}

function Get-MemoryLimits($Vm) {
    if ($Vm.DynamicMemoryEnabled) {
        @{ minimumMiB = [int]$Vm.DynamicMemoryMinimumMB; maximumMiB = [int]$Vm.DynamicMemoryMaximumMB }
    } else {
        $null
    }
}
