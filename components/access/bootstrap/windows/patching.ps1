# Patching: Windows itself installs nothing; a task of ours does in the window, and nothing of the
# engine runs then.
# https://learn.microsoft.com/windows/deployment/update/waas-wu-settings
$WindowsUpdate = 'HKLM:\Software\Policies\Microsoft\Windows\WindowsUpdate'
$TaskPrefix = 'comanaged-patching-'
$TriggerPattern = '\A(Triggers|CalendarTrigger|TimeTrigger|StartBoundary|EndBoundary|ExecutionTimeLimit|ScheduleBy(Day|Week|MonthDayOfWeek)|DaysInterval|WeeksInterval|Weeks|Week|DaysOfWeek|Months|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\z'
$TaskNamespace = 'http://schemas.microsoft.com/windows/2004/02/mit/task'

function Test-PatchingWindow($Window) {
    Assert-Fields $Window 'patching.windows' @('name', 'triggers', 'guard', 'minutes', 'held')
    Assert-Text $Window.name 'patching.windows.name' '\A(regular|emergency-[0-9]{1,4})\z' 'the name of a window'
    Assert-Number $Window.minutes 'patching.windows.minutes' 30 1440
    if ($Window.held -isnot [bool]) { throw 'patching.windows.held: needs true or false' }
    if ($null -ne $Window.guard) { Assert-Fields $Window.guard 'patching.windows.guard' @('timeZone', 'start', 'days', 'also') }
    Assert-Text $Window.triggers 'patching.windows.triggers' '\A[\x20-\x7e]*\z' 'the triggers of a task'
    foreach ($element in (Read-Triggers $Window.triggers).SelectNodes('//*')) {
        Assert-Text $element.LocalName 'patching.windows.triggers' $TriggerPattern 'triggers by the calendar'
    }
}

function Test-Patching($Value) {
    Assert-Fields $Value 'patching' @('group', 'timeZone', 'wsus', 'products', 'windows')
    Assert-Text $Value.group 'patching.group' $LinePattern 'text on one line'
    if ($null -ne $Value.timeZone) { Assert-Text $Value.timeZone 'patching.timeZone' $LinePattern 'a time zone' }
    if ($null -ne $Value.wsus) {
        Assert-Fields $Value.wsus 'patching.wsus' @('server', 'targetGroup')
        Assert-Text $Value.wsus.server 'patching.wsus.server' '\Ahttps://[a-z0-9.-]+(:[0-9]{1,5})?\z' 'an address with https'
        Assert-Text $Value.wsus.targetGroup 'patching.wsus.targetGroup' $LinePattern 'text on one line'
    }
    Assert-Texts $Value.products 'patching.products' $LinePattern 'text on one line'
    if ($Value.windows -isnot [object[]]) { throw 'patching.windows: needs a list' }
    foreach ($window in $Value.windows) { Test-PatchingWindow $window }
}

function Read-Triggers([string]$Xml) {
    $document = [Xml.XmlDocument]::new()
    $document.XmlResolver = $null
    $document.LoadXml($Xml)
    $document
}

# The task as Task Scheduler keeps it: as the system, never after a missed start, one at a time.
function Format-Task($Window) {
    $task = [Xml.XmlDocument]::new()
    $task.LoadXml("<Task version=`"1.2`" xmlns=`"$TaskNamespace`"/>")
    $task.DocumentElement.InnerXml = (Read-Triggers $Window.triggers).OuterXml + (
        '<Principals><Principal id="System"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals>' +
        '<Settings><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy><DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>' +
        '<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries><StartWhenAvailable>false</StartWhenAvailable>' +
        '<ExecutionTimeLimit>PT' + $Window.minutes + 'M</ExecutionTimeLimit></Settings>' +
        '<Actions Context="System"><Exec><Command>powershell.exe</Command><Arguments/></Exec></Actions>')
    $path = [IO.Path]::Combine($Folder, 'install.ps1')
    $task.GetElementsByTagName('Arguments')[0].InnerText = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "' + $path + '" ' + $Window.name
    # Elements that came without a namespace take that of the task.
    $task.OuterXml.Replace(' xmlns=""', '')
}

function Set-UpdatePolicy($Wsus) {
    Set-RegistryValue "$WindowsUpdate\AU" 'NoAutoUpdate' 1
    Set-RegistryValue "$WindowsUpdate\AU" 'NoAutoRebootWithLoggedOnUsers' 1
    if ($null -eq $Wsus) { return }
    Set-RegistryValue "$WindowsUpdate\AU" 'UseWUServer' 1
    Set-RegistryValue $WindowsUpdate 'WUServer' $Wsus.server
    Set-RegistryValue $WindowsUpdate 'WUStatusServer' $Wsus.server
    Set-RegistryValue $WindowsUpdate 'TargetGroup' $Wsus.targetGroup
    Set-RegistryValue $WindowsUpdate 'TargetGroupEnabled' 1
    Set-RegistryValue $WindowsUpdate 'DoNotConnectToWindowsUpdateInternetLocations' 1
}

# Task Scheduler writes a task in its own words: what it wrote is kept, to see whether it changed.
function Set-Tasks($Windows) {
    $present = @(Get-ScheduledTask -TaskPath '\' | ForEach-Object { $_.TaskName } | Where-Object { $_.StartsWith($TaskPrefix) })
    $known = @{}
    foreach ($one in @(Get-Remembered 'patching')) { $known[$one.task] = $one }
    $made = @()
    foreach ($window in $Windows) {
        $task = $TaskPrefix + $window.name
        $xml = Format-Task $window
        $shown = if ($present -contains $task) { [string](Export-ScheduledTask -TaskName $task) }
        if (-not $known.ContainsKey($task) -or $known[$task].wanted -cne $xml -or $known[$task].shown -cne $shown) {
            [void](Register-ScheduledTask -TaskName $task -Xml $xml -Force)
            Add-Change "task $task"
            $shown = [string](Export-ScheduledTask -TaskName $task)
        }
        $made += @{ task = $task; wanted = $xml; shown = $shown }
    }
    foreach ($task in @($present | Where-Object { @($made | ForEach-Object { $_.task }) -notcontains $_ })) {
        Unregister-ScheduledTask -TaskName $task -Confirm:$false
        Add-Change "task $task"
    }
    Set-Remembered 'patching' $made
}

function Set-Patching($Value) {
    Set-UpdatePolicy $Value.wsus
    Write-Kept 'patching-told.json' (ConvertTo-Json $Value -Depth 8 -Compress)
    Write-Kept 'install.ps1' (@(
        'param([string]$Name)'
        'function Get-LastSuccess {' + ${function:Get-LastSuccess} + '}'
        'function Install-Patches {' + ${function:Install-Patches} + '}'
        'Install-Patches $Name'
    ) -join "`n")
    Set-Tasks $Value.windows
    $Report.observed.patching = @{ group = $Value.group; tasks = @($Value.windows | ForEach-Object { $TaskPrefix + $_.name }) }
}

# The release of a group that waits for its test ring, and what became of patches: see Linux.
function Test-PatchingRelease($Value) {
    Assert-Fields $Value 'patchingRelease' @('group', 'cycle')
    Assert-Text $Value.group 'patchingRelease.group' $LinePattern 'text on one line'
    Assert-Text $Value.cycle 'patchingRelease.cycle' $DatePattern 'a date'
}

function Set-PatchingRelease($Value) {
    $told = Read-Kept 'patching-told.json'
    if ($null -eq $told -or (ConvertFrom-Json $told).group -cne $Value.group) { throw "this server is not of the patch group $($Value.group)" }
    Write-Kept 'patching-release.json' (ConvertTo-Json @{ group = $Value.group; cycle = $Value.cycle } -Compress)
    $Report.observed.patchingRelease = @{ group = $Value.group; cycle = $Value.cycle }
}

function Test-PatchingResults($Value) { Assert-Fields $Value 'patchingResults' @() }

function Set-PatchingResults($Value) {
    $observed = @{ group = $null; release = $null; last = $null; lastSuccess = $null; runs = @(); restartPending = $null }
    $told = Read-Kept 'patching-told.json'
    if ($null -ne $told) {
        $observed.group = (ConvertFrom-Json $told).group
        $observed.restartPending = (New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired
    }
    $release = Read-Kept 'patching-release.json'
    if ($null -ne $release) { $observed.release = ConvertFrom-Json $release }
    $kept = Read-Kept 'patching-results.json'
    if ($null -ne $kept) {
        $results = ConvertFrom-Json $kept
        $observed.last = $results.last
        $observed.runs = @($results.runs)
        $observed.lastSuccess = Get-LastSuccess $results $observed.restartPending
    }
    $Report.observed.patchingResults = $observed
}
