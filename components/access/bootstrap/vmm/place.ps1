# The hosts that a VMM server manages, of which the catalog allows those of one host group.
$ComputerPattern = '\A[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,8}\z'
$GroupPattern = '\A[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}(?:\\[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}){0,8}\z'

# All that follows asks the server on which this program runs.
function Assert-Place { [void](Get-SCVMMServer -ComputerName 'localhost') }

function Test-Host($Value, [string]$Where) {
    Assert-Text $Value.computer "$Where.computer" $ComputerPattern 'the name of a computer'
    Test-Group $Value $Where
}

function Test-Group($Value, [string]$Where) {
    Assert-Text $Value.hostGroup "$Where.hostGroup" $GroupPattern 'the path of a host group'
}

function Assert-Group($VmHost, [string]$Group) {
    $path = [string]$VmHost.VMHostGroup.Path
    $isBelow = $path.StartsWith("$Group\", [StringComparison]::OrdinalIgnoreCase)
    if ($path -ne $Group -and -not $isBelow) { throw "the host $($VmHost.FQDN) is in the host group $path, and machines stand in $Group only" }
}

function Get-AllowedHost($Value) {
    $found = @(Get-SCVMHost | Where-Object { $_.FQDN -eq $Value.computer })
    if ($found.Count -ne 1) { throw "VMM manages no host $($Value.computer)" }
    Assert-Group $found[0] $Value.hostGroup
    $found[0]
}
