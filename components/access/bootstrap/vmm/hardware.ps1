# Processors, memory and firmware change while a machine is off, and its disks grow then.
function Test-Cold($Vm, $Value) {
    $Vm.CPUCount -ne $Value.cpus -or (Test-ColdMemory $Vm $Value) -or
        -not $Vm.SecureBootEnabled -or $Vm.SecureBootTemplate -cne $Value.secureBootTemplate
}

# By its guest, never by pulling the plug: the cmdlet fails where the guest does not answer.
function Stop-Gently($Vm) {
    $now = Get-Now $Vm
    if ("$($now.Status)" -eq 'PowerOff') { return }
    if ("$($now.Status)" -ne 'Running') { throw "the machine is $($now.Status); have it started or shut down first" }
    [void](Stop-SCVirtualMachine -VM $now -Shutdown)
    Add-Change 'shut down'
}

function Set-Hardware($Vm, $Value) {
    $isCold = Test-Cold $Vm $Value
    if ($isCold -or @(Get-Growing $Vm $Value.disks).Count -gt 0) { Stop-Gently $Vm }
    if (-not $isCold) { Set-MemoryLimits $Vm $Value; return }
    $memory = Get-Memory $Value
    [void](Set-SCVirtualMachine -VM $Vm -CPUCount $Value.cpus @memory -SecureBootEnabled $true -SecureBootTemplate $Value.secureBootTemplate)
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
    if ($Retired) { Stop-Gently $Vm; return }
    $now = Get-Now $Vm
    if ("$($now.Status)" -eq 'PowerOff') {
        [void](Start-SCVirtualMachine -VM $now)
        Add-Change 'started'
    }
}
