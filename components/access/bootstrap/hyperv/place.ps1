# Virtual Machine Manager has its agent on every host that it manages.
function Assert-Place {
    if (@(Get-Service | Where-Object { $_.Name -eq 'SCVMMAgent' }).Count -gt 0) {
        throw 'Virtual Machine Manager manages this host, and nothing is done behind it: have the catalog name a host that it does not manage'
    }
}
