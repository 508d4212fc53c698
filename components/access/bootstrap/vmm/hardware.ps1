# Processors, memory and firmware change while a machine is off, and its disks grow then.
function Test-Cold($Vm, $Value) {
    $Vm.CPUCount -ne $Value.cpus -or $Vm.DynamicMemoryEnabled -or $Vm.Memory -ne $Value.memoryMiB -or
        -not $Vm.SecureBootEnabled -or $Vm.SecureBootTemplate -cne $Value.secureBootTemplate
}

# By its guest, never by pulling the plug: the cmdlet fails where the guest does not answer.
function Stop-Gently($Vm) {
    if ("$($Vm.Status)" -eq 'PowerOff') { return }
    if ("$($Vm.Status)" -ne 'Running') { throw "the machine is $($Vm.Status); have it started or shut down first" }
    [void](Stop-SCVirtualMachine -VM $Vm -Shutdown)
    Add-Change 'shut down'
}

function Set-Hardware($Vm, $Value) {
    $isCold = Test-Cold $Vm $Value
    if ($isCold -or @(Get-Growing $Vm $Value.disks).Count -gt 0) { Stop-Gently $Vm }
    if (-not $isCold) { return }
    [void](Set-SCVirtualMachine -VM $Vm -CPUCount $Value.cpus -DynamicMemoryEnabled $false -MemoryMB $Value.memoryMiB -SecureBootEnabled $true -SecureBootTemplate $Value.secureBootTemplate)
    Add-Change 'hardware'
}

# Checkpoints of running programs are taken on purpose only, and never of their memory.
function Set-Start($Vm, $Value) {
    $now = Get-Now $Vm
    if ("$($now.CheckpointType)" -ne 'ProductionOnly') {
        [void](Set-SCVirtualMachine -VM $now -CheckpointType ProductionOnly)
        Add-Change 'checkpoints'
    }
    $first = "SCSI,0,$($Value.disks[0].slot)"
    if ([string]$now.FirstBootDevice -ne $first -and "$($now.Status)" -eq 'PowerOff') {
        [void](Set-SCVirtualMachine -VM $now -FirstBootDevice $first)
        Add-Change 'first boot device'
    }
}

function Set-Power($Vm, [bool]$Retired) {
    $now = Get-Now $Vm
    if ($Retired) { Stop-Gently $now; return }
    if ("$($now.Status)" -eq 'PowerOff') {
        [void](Start-SCVirtualMachine -VM $now)
        Add-Change 'started'
    }
}
