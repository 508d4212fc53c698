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
    $document = ConvertFrom-Json $Json
    Assert-Fields $document 'document' @('version', 'sections')
    if ($document.version -isnot [int] -or $document.version -ne 1) { throw 'document.version: this program knows version 1' }
    if ($document.sections -isnot [Management.Automation.PSCustomObject]) { throw 'document.sections: needs an object' }
    foreach ($property in $document.sections.PSObject.Properties) {
        if (-not $Sections.Contains($property.Name)) { throw "document.sections.$($property.Name): is not a section" }
        & $Sections[$property.Name][0] $property.Value
    }
    $document.sections
}

# One line of ASCII, whatever the code page of the session is.
function Write-Answer {
    $answer = @{ observed = $Report.observed; changed = $Report.changed.ToArray(); problems = $Report.problems.ToArray() }
    $json = ConvertTo-Json $answer -Depth 6 -Compress
    [Console]::Out.WriteLine([regex]::Replace($json, '[^\x20-\x7e]', { param($match) '\u{0:x4}' -f [int][char]$match.Value }))
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
