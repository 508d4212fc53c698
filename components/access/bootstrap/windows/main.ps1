# Reads the document, checks all of it, and only then acts.
$Sections = [ordered]@{
    administrators = @(${function:Test-Administrators}, ${function:Set-Administrators})
    localAdministrator = @(${function:Test-LocalAdministrator}, ${function:Set-LocalAdministrator})
    serviceAccounts = @(${function:Test-ServiceAccounts}, ${function:Set-ServiceAccounts})
    patching = @(${function:Test-Patching}, ${function:Set-Patching})
    patchingRelease = @(${function:Test-PatchingRelease}, ${function:Set-PatchingRelease})
    patchingResults = @(${function:Test-PatchingResults}, ${function:Set-PatchingResults})
    firewall = @(${function:Test-Firewall}, ${function:Set-Firewall})
    retirement = @(${function:Test-Retirement}, ${function:Set-Retirement})
}

function Get-CheckedSections([string]$Json) {
    $told = Read-Sections $Json
    foreach ($property in $told.PSObject.Properties) {
        if (-not $Sections.Contains($property.Name)) { throw "document.sections.$($property.Name): is not a section" }
        & $Sections[$property.Name][0] $property.Value
    }
    $told
}

$lock = [Threading.Mutex]::new($false, 'Global\comanaged')
$held = $false
try {
    $told = Get-CheckedSections $Text
    $held = $lock.WaitOne([TimeSpan]::FromMinutes(5))
    if (-not $held) { throw 'another run has not ended for five minutes' }
    [void][IO.Directory]::CreateDirectory($Folder)
    foreach ($name in $Sections.Keys) {
        if ($null -ne $told.PSObject.Properties[$name]) {
            try { & $Sections[$name][1] $told.$name } catch { Add-Problem "${name}: $_" }
        }
    }
} catch {
    Add-Problem "$_"
} finally {
    if ($held) { $lock.ReleaseMutex() }
}
Write-Answer
exit [int]($Report.problems.Count -gt 0)
