# The end of a server's life: its patch tasks go, and it shuts itself down as often as somebody
# starts it.
$RetiredTask = 'comanaged-retired'
$RetiredXml = "<Task version=`"1.2`" xmlns=`"$TaskNamespace`">" +
    '<Triggers><BootTrigger><Delay>PT10M</Delay></BootTrigger></Triggers>' +
    '<Principals><Principal id="System"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals>' +
    '<Settings><DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries><StopIfGoingOnBatteries>false</StopIfGoingOnBatteries></Settings>' +
    '<Actions Context="System"><Exec><Command>shutdown.exe</Command><Arguments>/s /t 0</Arguments></Exec></Actions></Task>'

function Test-Retirement($Value) {
    Assert-Fields $Value 'retirement' @('retired')
    if ($Value.retired -isnot [bool]) { throw 'retirement.retired: needs true or false' }
}

function Set-Retirement($Value) {
    $present = @(Get-ScheduledTask -TaskPath '\' | Where-Object { $_.TaskName -ceq $RetiredTask }).Count -gt 0
    if ($Value.retired) {
        Set-Tasks @()
        if (-not $present) {
            [void](Register-ScheduledTask -TaskName $RetiredTask -Xml $RetiredXml -Force)
            Add-Change "task $RetiredTask"
            shutdown.exe /s /t 600
        }
    } elseif ($present) {
        Unregister-ScheduledTask -TaskName $RetiredTask -Confirm:$false
        Add-Change "task $RetiredTask"
        # Nothing to take back is no fault.
        shutdown.exe /a 2>&1 | Out-Null
    }
    $Report.observed.retired = $Value.retired
}
