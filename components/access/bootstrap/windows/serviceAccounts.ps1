# Accounts of services: nobody knows their passwords, and each ends on its day. A task can run as one
# without a password.
function Test-ServiceAccounts($Value) {
    Assert-Fields $Value 'serviceAccounts' @('accounts')
    if ($Value.accounts -isnot [object[]]) { throw 'serviceAccounts.accounts: needs a list' }
    foreach ($one in $Value.accounts) {
        Assert-Fields $one 'serviceAccounts.accounts' @('account', 'owner', 'purpose', 'until')
        Assert-Text $one.account 'serviceAccounts.accounts.account' $AccountPattern 'the name of an account'
        Assert-Text $one.owner 'serviceAccounts.accounts.owner' $LinePattern 'text on one line'
        Assert-Text $one.purpose 'serviceAccounts.accounts.purpose' $LinePattern 'text on one line'
        Assert-Text $one.until 'serviceAccounts.accounts.until' $DatePattern 'a date'
    }
}

function New-UnknownPassword {
    $bytes = New-Object byte[] 48
    [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($bytes)
    $password = New-Object Security.SecureString
    foreach ($char in ('aA1!' + [Convert]::ToBase64String($bytes)).ToCharArray()) { $password.AppendChar($char) }
    $password
}

function Add-ServiceAccount($One, $Own) {
    $name = $One.account
    $day = [DateTime]::ParseExact($One.until, 'yyyy-MM-dd', [Globalization.CultureInfo]::InvariantCulture).AddDays(1)
    $user = Get-LocalUser | Where-Object { $_.Name -eq $name }
    if ($null -eq $user) {
        [void](New-LocalUser -Name $name -Password (New-UnknownPassword) -AccountExpires $day -PasswordNeverExpires -UserMayNotChangePassword -Description 'Service account')
        Add-Change "account $name"
        $Own[$name] = $One.until
    } elseif ([int]$user.SID.Value.Split('-')[-1] -lt 1000) {
        throw "${name}: is an account of the system"
    } elseif ($Own.ContainsKey($name) -and $Own[$name] -ne $One.until) {
        Set-LocalUser -Name $name -AccountExpires $day
        Enable-LocalUser -Name $name
        Add-Change "account $name"
        $Own[$name] = $One.until
    }
}

function Set-ServiceAccounts($Value) {
    $own = @{}
    foreach ($one in @(Get-Remembered 'serviceAccounts')) { $own[$one.account] = $one.until }
    $kept = @()
    try {
        foreach ($one in $Value.accounts) {
            try { Add-ServiceAccount $one $own; $kept += $one.account } catch { Add-Problem "serviceAccounts: $_" }
        }
        $gone = @($own.Keys | Where-Object { @($Value.accounts | ForEach-Object { $_.account }) -notcontains $_ })
        foreach ($name in @($gone | Where-Object { $own[$_] -ne '' })) {
            Disable-LocalUser -Name $name
            Add-Change "account $name"
            $own[$name] = ''
        }
    } finally {
        Set-Remembered 'serviceAccounts' @($own.Keys | Sort-Object | ForEach-Object { @{ account = $_; until = $own[$_] } })
    }
    Write-Kept 'service-accounts.txt' (@($Value.accounts | ForEach-Object { "$($_.account) $($_.until) $($_.owner) - $($_.purpose)" }) -join "`r`n")
    $Report.observed.serviceAccounts = @($kept | Sort-Object)
}
