# Keeps a Windows server as its provider and its customer declared it. Reads one JSON document,
# answers with one JSON object, and touches nothing but what it has made itself.
param([string]$Text)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Only administrators write here, so nobody else can prepare what is read back.
$Folder = [IO.Path]::Combine([Environment]::GetFolderPath('ProgramFiles'), 'comanaged')
$Utf8 = [Text.UTF8Encoding]::new($false)
$Report = @{
    observed = @{}
    changed = [Collections.ArrayList]::new()
    problems = [Collections.ArrayList]::new()
}

function Add-Change([string]$What) { [void]$Report.changed.Add($What) }
function Add-Problem([string]$What) { [void]$Report.problems.Add($What) }

function Assert-Fields($Value, [string]$Where, [object[]]$Names) {
    if ($Value -isnot [Management.Automation.PSCustomObject]) { throw "${Where}: needs an object" }
    $found = @($Value.PSObject.Properties | ForEach-Object { $_.Name })
    $wrong = @($found | Where-Object { $Names -cnotcontains $_ }) + @($Names | Where-Object { $found -cnotcontains $_ })
    if ($wrong.Count -gt 0) { throw "${Where}: needs exactly $($Names -join ', ')" }
}

function Assert-Text($Value, [string]$Where, [string]$Pattern, [string]$Expected) {
    if ($Value -isnot [string] -or $Value -cnotmatch $Pattern) { throw "${Where}: needs $Expected" }
}

function Assert-Texts($Value, [string]$Where, [string]$Pattern, [string]$Expected) {
    if ($Value -isnot [object[]]) { throw "${Where}: needs a list" }
    foreach ($item in $Value) { Assert-Text $item $Where $Pattern $Expected }
}

function Assert-Number($Value, [string]$Where, [int]$Least, [int]$Most) {
    if ($Value -isnot [int] -or $Value -lt $Least -or $Value -gt $Most) {
        throw "${Where}: needs a number from $Least to $Most"
    }
}

# The last line of a text is not its end for a dollar sign: \A and \z are.
$LinePattern = '\A[^\x00-\x1f\x7f\x85\u2028\u2029]{1,128}\z'
$AccountPattern = '\A[a-z][a-z0-9-]{0,18}[a-z0-9]\z'
$DatePattern = '\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z'

function Read-Kept([string]$Name) {
    $path = [IO.Path]::Combine($Folder, $Name)
    if ([IO.File]::Exists($path)) { [IO.File]::ReadAllText($path, $Utf8) }
}

# Puts a whole file in its place at once.
function Write-Kept([string]$Name, [string]$Content) {
    if ((Read-Kept $Name) -ceq $Content) { return }
    $path = [IO.Path]::Combine($Folder, $Name)
    [IO.File]::WriteAllText("$path.new", $Content, $Utf8)
    Move-Item -LiteralPath "$path.new" -Destination $path -Force
    Add-Change $path
}

# What an earlier run made: a list of objects, which an empty pipeline would lose.
function Get-Remembered([string]$Name) {
    $kept = Read-Kept "$Name.json"
    if ($null -ne $kept) { (ConvertFrom-Json $kept).made }
}

function Set-Remembered([string]$Name, $Made) {
    Write-Kept "$Name.json" (ConvertTo-Json @{ made = @($Made) } -Depth 5 -Compress)
}

function Set-RegistryValue([string]$Key, [string]$Name, $Value) {
    if (-not (Test-Path -LiteralPath $Key)) { [void](New-Item -Path $Key -Force) }
    $present = (Get-Item -LiteralPath $Key).GetValue($Name)
    if ($null -ne $present -and $present.GetType() -eq $Value.GetType() -and $present -ceq $Value) { return }
    $kind = if ($Value -is [int]) { 'DWord' } else { 'String' }
    [void](New-ItemProperty -LiteralPath $Key -Name $Name -Value $Value -PropertyType $kind -Force)
    Add-Change "$Key\$Name"
}

function Remove-RegistryValue([string]$Key, [string]$Name) {
    if (-not (Test-Path -LiteralPath $Key)) { return }
    if ($null -eq (Get-Item -LiteralPath $Key).GetValue($Name)) { return }
    Remove-ItemProperty -LiteralPath $Key -Name $Name
    Add-Change "$Key\$Name"
}

# What the document tells of each section, none of which is checked yet.
function Read-Sections([string]$Json) {
    $document = ConvertFrom-Json $Json
    Assert-Fields $document 'document' @('version', 'sections')
    if ($document.version -isnot [int] -or $document.version -ne 1) { throw 'document.version: this program knows version 1' }
    if ($document.sections -isnot [Management.Automation.PSCustomObject]) { throw 'document.sections: needs an object' }
    $document.sections
}

# One line of ASCII, whatever the code page of the session is.
function Write-Answer {
    $answer = @{ observed = $Report.observed; changed = $Report.changed.ToArray(); problems = $Report.problems.ToArray() }
    $json = ConvertTo-Json $answer -Depth 6 -Compress
    [Console]::Out.WriteLine([regex]::Replace($json, '[^\x20-\x7e]', { param($match) '\u{0:x4}' -f [int][char]$match.Value }))
}

