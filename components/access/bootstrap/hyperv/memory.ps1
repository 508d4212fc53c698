# Memory: static, or between two limits. While a machine runs, the limits only move apart.
function Get-Bytes([int]$Number) { [uint64]($Number * $Mib) }

function Test-ColdMemory($Vm, $Value) {
    $memory = Get-VMMemory -VM $Vm
    $limits = $Value.dynamicMemory
    $memory.DynamicMemoryEnabled -ne ($null -ne $limits) -or
        $memory.Startup -ne (Get-Bytes $Value.memoryMiB) -or
        ($null -ne $limits -and ($memory.Minimum -lt (Get-Bytes $limits.minimumMiB) -or
            $memory.Maximum -gt (Get-Bytes $limits.maximumMiB)))
}

function Set-Memory($Vm, $Value) {
    $startup = Get-Bytes $Value.memoryMiB
    $limits = $Value.dynamicMemory
    if ($null -eq $limits) {
        Set-VMMemory -VM $Vm -DynamicMemoryEnabled $false -StartupBytes $startup
    } else {
        $least = Get-Bytes $limits.minimumMiB
        $most = Get-Bytes $limits.maximumMiB
        Set-VMMemory -VM $Vm -DynamicMemoryEnabled $true -StartupBytes $startup -MinimumBytes $least -MaximumBytes $most
    }
}

function Set-MemoryLimits($Vm, $Value) {
    $limits = $Value.dynamicMemory
    if ($null -eq $limits) { return }
    $memory = Get-VMMemory -VM $Vm
    $least = Get-Bytes $limits.minimumMiB
    $most = Get-Bytes $limits.maximumMiB
    if ($memory.Minimum -eq $least -and $memory.Maximum -eq $most) { return }
    Set-VMMemory -VM $Vm -MinimumBytes $least -MaximumBytes $most
    Add-Change 'limits of memory'
}

function Get-MemoryLimits($Vm) {
    $memory = Get-VMMemory -VM $Vm
    if ($memory.DynamicMemoryEnabled) {
        @{ minimumMiB = [int]($memory.Minimum / $Mib); maximumMiB = [int]($memory.Maximum / $Mib) }
    } else {
        $null
    }
}
