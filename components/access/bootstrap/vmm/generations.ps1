# A custom property tells from which generation on the system disk is: a run that broke off goes on.
$GenerationProperty = 'comanaged generation'

function Test-NewGeneration($Vm, $Value) {
    $told = [string](Get-Now $Vm).CustomProperty[$GenerationProperty]
    $installed = if ($told -cmatch '\A[0-9]{1,4}\z') { [int]$told } else { 1 }
    $installed -lt $Value.generation
}

# With its file: another one is made from the image of now where it was.
function Remove-SystemDisk($Vm, $Value) {
    $drive = @(Get-DriveOf $Vm $Value.disks[0])
    if ($drive.Count -eq 0) { return }
    Stop-Gently $Vm
    [void](Remove-SCVirtualDiskDrive -VirtualDiskDrive $drive[0])
    Add-Change 'disk system'
}
