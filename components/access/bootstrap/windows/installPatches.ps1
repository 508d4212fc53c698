# When all was well last: a run that waited for a restart counts once that has been.
function Get-LastSuccess($Kept, $Pending) {
    $last = $Kept.last
    $isClean = $null -ne $last -and $last.fault -eq '' -and @($last.failed).Count + @($last.missing).Count -eq 0
    if ($isClean -and $Pending -eq $false) { $last.endedAt } else { $Kept.lastSuccess }
}

# What a task runs, as a file of its own beside what it was told. Its text stands here so that the hash
# of the program covers it.
function Install-Patches {
    param([string]$Name)
    Set-StrictMode -Version 2
    $ErrorActionPreference = 'Stop'
    $utf8 = [Text.UTF8Encoding]::new($false)
    $culture = [Globalization.CultureInfo]::InvariantCulture
    $told = ConvertFrom-Json ([IO.File]::ReadAllText("$PSScriptRoot\patching-told.json", $utf8))
    $window = @($told.windows | Where-Object { $_.name -eq $Name })[0]
    $began = [DateTime]::UtcNow
    # Nothing is begun in the last half hour, so that a restart is over when the window closes.
    $last = $began.AddMinutes($window.minutes - 30)
    $result = @{ installed = @(); missing = @(); failed = @(); fault = ''; restartPending = $false }
    # Null is not known, and no success.
    $pending = try { (New-Object -ComObject Microsoft.Update.SystemInfo).RebootRequired } catch { $null }

    function Format-Instant([DateTime]$Instant) { $Instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $culture) }

    # What the runs came to, with the last 24 of them.
    function Save-Result([string]$Status) {
        $path = "$PSScriptRoot\patching-results.json"
        $kept = @{ last = $null; lastSuccess = $null; runs = @() }
        if ([IO.File]::Exists($path)) {
            $before = ConvertFrom-Json ([IO.File]::ReadAllText($path, $utf8))
            $kept.last = $before.last; $kept.lastSuccess = Get-LastSuccess $before $pending; $kept.runs = @($before.runs)
        }
        $kept.runs = @(($kept.runs + @{ start = Format-Instant $began; status = $Status; details = $result.fault }) | Select-Object -Last 24)
        if ($Status -ne 'held') {
            $result.startedAt = Format-Instant $began
            $result.endedAt = Format-Instant ([DateTime]::UtcNow)
            $kept.last = $result
            $kept.lastSuccess = Get-LastSuccess $kept $result.restartPending
        }
        [IO.File]::WriteAllText("$path.new", (ConvertTo-Json $kept -Depth 6 -Compress), $utf8)
        Move-Item -LiteralPath "$path.new" -Destination $path -Force
    }

    function Get-LocalTime($Zone) {
        $there = if ($null -eq $Zone) { [TimeZoneInfo]::Local } else { [TimeZoneInfo]::FindSystemTimeZoneById($Zone) }
        [TimeZoneInfo]::ConvertTimeFromUtc($began, $there)
    }

    function Test-Recent([TimeSpan]$Late) { $Late.TotalMinutes -ge 0 -and $Late.TotalMinutes -lt 10 }

    # Triggers that fire more often than the window opens leave the choice to the guard.
    function Test-Due($Guard) {
        if ($null -eq $Guard) { return $true }
        foreach ($minute in $Guard.also) {
            $opening = [DateTime]::ParseExact($minute, "yyyy-MM-dd'T'HH:mm'Z'", $culture, 'AssumeUniversal, AdjustToUniversal')
            if (Test-Recent ($began - $opening)) { return $true }
        }
        $local = Get-LocalTime $Guard.timeZone
        if (-not (Test-Recent ($local.TimeOfDay - [TimeSpan]::Parse($Guard.start, $culture)))) { return $false }
        $isMonthly = $null -ne $Guard.days.PSObject.Properties['week']
        $day = if ($isMonthly) { $local.Date.AddDays(-$Guard.days.offsetDays) } else { $local.Date }
        if ($day.DayOfWeek.ToString() -ne $Guard.days.weekday) { return $false }
        if (-not $isMonthly) { return $true }
        if ($Guard.days.week -eq 'last') { return $day.AddDays(7).Month -ne $day.Month }
        [Math]::Ceiling($day.Day / 7) -eq 1 + [Array]::IndexOf(@('first', 'second', 'third', 'fourth'), $Guard.days.week)
    }

    # The test ring's release is for the day on which the window opens; none, or another, holds.
    function Test-Released {
        $path = "$PSScriptRoot\patching-release.json"
        if (-not [IO.File]::Exists($path)) { return $false }
        try {
            $release = ConvertFrom-Json ([IO.File]::ReadAllText($path, $utf8))
            $day = (Get-LocalTime $told.timeZone).ToString('yyyy-MM-dd', $culture)
            $release.group -ceq $told.group -and $release.cycle -ceq $day
        } catch { $false }
    }

    # Critical and security updates of the system's own product; drivers, feature updates and other
    # products never match.
    function Test-Allowed($Update) {
        $classes = @('e6cf1350-c01b-414d-a61f-263d14d133b4', '0fa1201d-4330-4fa8-8ae9-b877473b6441')
        $isPatch = $false; $isOurs = $false
        foreach ($category in $Update.Categories) {
            if ($category.Type -eq 'UpdateClassification' -and $classes -contains $category.CategoryID) { $isPatch = $true }
            if ($category.Type -eq 'Product' -and $told.products -contains $category.Name) { $isOurs = $true }
        }
        $isPatch -and $isOurs -and -not $Update.InstallationBehavior.CanRequestUserInput
    }

    function Install-Update($Session, $Update) {
        if (-not $Update.EulaAccepted) { $Update.AcceptEula() }
        $one = New-Object -ComObject Microsoft.Update.UpdateColl
        [void]$one.Add($Update)
        $downloader = $Session.CreateUpdateDownloader()
        $downloader.Updates = $one
        [void]$downloader.Download()
        $installer = $Session.CreateUpdateInstaller()
        $installer.Updates = $one
        $done = $installer.Install()
        if ($done.RebootRequired) { $result.restartPending = $true }
        # 2 is success, 3 is success with something to tell.
        @(2, 3) -contains [int]$done.ResultCode
    }

    function Install-Found {
        $session = New-Object -ComObject Microsoft.Update.Session
        $searcher = $session.CreateUpdateSearcher()
        # 1 is the server that the policy names, 2 is Microsoft's own.
        $searcher.ServerSelection = if ($null -ne $told.wsus) { 1 } else { 2 }
        $found = $searcher.Search("IsInstalled=0 and IsHidden=0 and Type='Software'").Updates
        foreach ($update in @($found | Where-Object { Test-Allowed $_ })) {
            if ([DateTime]::UtcNow -ge $last) {
                $result.missing += $update.Title
            } elseif (Install-Update $session $update) {
                $result.installed += $update.Title
            } else {
                $result.failed += $update.Title
            }
        }
    }

    if (-not (Test-Due $window.guard)) { return }
    if ($window.held -and -not (Test-Released)) {
        $result.fault = 'its test ring has not released it'
        Save-Result 'held'
        return
    }
    try { Install-Found } catch { $result.fault = "$_" }
    if ($result.fault -eq '' -and $result.failed.Count -gt 0) { $result.fault = 'not installed: ' + ($result.failed -join ', ') }
    Save-Result $(if ($result.fault -eq '') { 'installed' } else { 'failed' })
    if ($result.restartPending -and [DateTime]::UtcNow -lt $last.AddMinutes(30)) { Restart-Computer -Force }
}
