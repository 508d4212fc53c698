# Reads the document, checks all of it, and only then acts.
function Get-CheckedSection([string]$Json) {
    $told = @((Read-Sections $Json).PSObject.Properties)
    if ($told.Count -ne 1 -or -not $Sections.Contains($told[0].Name)) { throw 'document.sections: needs one section of this program' }
    if ($Removing -and $Sections[$told[0].Name].Count -lt 3) { throw 'document.sections: only a machine or its room is removed' }
    & $Sections[$told[0].Name][0] $told[0].Value
    $told[0]
}

$lock = $null
$held = $false
try {
    $section = Get-CheckedSection $Text
    # One machine at a time is one run at a time; the host does several machines side by side.
    $lock = [Threading.Mutex]::new($false, 'Global\comanaged-' + $section.Value.key.Replace('/', '.'))
    $held = $lock.WaitOne([TimeSpan]::FromMinutes(5))
    if (-not $held) { throw 'another run has not ended for five minutes' }
    Assert-Place
    & $Sections[$section.Name][1 + [int]$Removing] $section.Value
} catch {
    Add-Problem "$_"
} finally {
    if ($held) { $lock.ReleaseMutex() }
}
Write-Answer
exit [int]($Report.problems.Count -gt 0)
