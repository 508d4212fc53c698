# One machine as it is described, all of it through VMM.
function Test-Machine($Value) {
    Assert-Fields $Value 'machine' @('machineId', 'key', 'formerly', 'generation', 'name', 'host', 'computer', 'hostGroup', 'cpus', 'memoryMiB', 'dynamicMemory', 'secureBootTemplate', 'image', 'disks', 'adopted', 'interfaces', 'checkpoints', 'retired', 'tags')
    Assert-Text $Value.machineId 'machine.machineId' $GuidPattern 'a GUID'
    Assert-Text $Value.key 'machine.key' $KeyPattern 'a key'
    Assert-Texts $Value.formerly 'machine.formerly' $KeyPattern 'keys'
    Assert-Number $Value.generation 'machine.generation' 1 9999
    Assert-Text $Value.name 'machine.name' $NamePattern 'a name'
    Assert-Text $Value.host 'machine.host' $NetworkPattern 'a name of the catalog'
    Test-Host $Value 'machine'
    Assert-Number $Value.cpus 'machine.cpus' 1 240
    Test-Memory $Value 25165824
    Assert-Text $Value.secureBootTemplate 'machine.secureBootTemplate' $TemplatePattern 'a template'
    Assert-Text $Value.image 'machine.image' '\A\\\\[A-Za-z0-9 ._\\-]{1,512}\.vhdx\z' 'an image of the library'
    if ($Value.retired -isnot [bool]) { throw 'machine: needs yes or no for retired' }
    Test-Tags $Value.tags
    Test-Disks $Value.disks 'machine.disks'
    if ($Value.disks.Count -eq 0 -or $Value.disks[0].label -cne 'system') { throw 'machine.disks: needs the system disk first' }
    Test-Adopted $Value.adopted 'machine.adopted'
    Test-Interfaces $Value.interfaces 'machine.interfaces'
    Test-Checkpoints $Value.checkpoints 'machine.checkpoints'
}

# VMM may move a machine to another host of its group, and of no other.
function Get-Known($Value, $Formerly) {
    $vm = Get-Refreshed (Get-OwnMachine $Value $Formerly)
    Assert-Group $vm.VMHost $Value.hostGroup
    $vm
}

function Set-Machine($Value) {
    $vm = Get-Known $Value $Value.formerly
    $isUnnamed = $vm.Name -cne $Value.name
    # One that was taken over may differ in capitals only, and is not in its own way.
    if ($vm.Name -ne $Value.name) { Assert-NameIsFree $Value.name }
    Test-DiskSteps $vm $Value
    foreach ($one in $Value.interfaces) { [void](Get-VmNetwork $one.vmNetwork) }
    Remove-GoneCheckpoints $vm $Value.checkpoints
    if (Test-NewGeneration $vm $Value) { Remove-SystemDisk $vm $Value }
    Set-Property $vm $KeyProperty $Value.key
    Set-Property $vm $GenerationProperty "$($Value.generation)"
    Set-Interfaces $vm $Value
    Set-Hardware $vm $Value
    Set-Disks $vm $Value
    Set-Start $vm $Value
    foreach ($tag in $Value.tags.PSObject.Properties) { Set-Property $vm "comanaged $($tag.Name)" $tag.Value }
    if ($isUnnamed) {
        [void](Set-SCVirtualMachine -VM $vm -Name $Value.name)
        Add-Change 'name'
    }
    Set-Power $vm $Value.retired
    Set-Checkpoints $vm $Value.checkpoints
    Write-Observed $vm
}

# VMM deletes a machine with the files of its drives: those of others leave it before.
function Remove-Machine($Value) {
    $found = @(Find-ById $Value.machineId | ForEach-Object { Wait-Idle $_ })
    if ($found.Count -eq 0) { return }
    $vm = Get-Known $Value $Value.formerly
    $lasting = @(Get-LastingCheckpoints $vm @())
    if ($lasting.Count -gt 0) { throw "checkpoints are in the way ($($lasting -join ', ')); have them removed first" }
    Remove-GoneCheckpoints $vm @()
    $labels = @($Value.disks | ForEach-Object { $_.label })
    foreach ($drive in @(Get-AllDrives $vm | Where-Object { $labels -cnotcontains (Get-LabelOf $_ $Value.machineId) })) {
        [void](Remove-SCVirtualDiskDrive -VirtualDiskDrive $drive -SkipDeleteVHD)
        Add-Change "drive $($drive.LUN)"
    }
    if ("$($vm.Status)" -ne 'PowerOff') { [void](Stop-SCVirtualMachine -VM $vm -Force) }
    [void](Remove-SCVirtualMachine -VM $vm -Force)
    Add-Change 'machine'
}
