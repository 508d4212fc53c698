# The local administrator: Windows itself makes a new password again and again, and keeps it in the
# directory. This root of the policy comes before those of groups, which would otherwise decide.
# https://learn.microsoft.com/windows-server/identity/laps/laps-management-policy-settings
$Laps = 'HKLM:\Software\Microsoft\Policies\LAPS'
$Directories = @{ 'entra' = 1; 'active-directory' = 2 }

function Test-LocalAdministrator($Value) {
    Assert-Fields $Value 'localAdministrator' @('account', 'keptIn', 'passwordDays', 'passwordLength')
    if ($null -ne $Value.account) { Assert-Text $Value.account 'localAdministrator.account' $AccountPattern 'the name of an account' }
    Assert-Text $Value.keptIn 'localAdministrator.keptIn' '\A(entra|active-directory)\z' 'a directory'
    Assert-Number $Value.passwordDays 'localAdministrator.passwordDays' 1 365
    Assert-Number $Value.passwordLength 'localAdministrator.passwordLength' 14 64
}

function Set-LocalAdministrator($Value) {
    if ($null -eq (Get-Command -Name 'Invoke-LapsPolicyProcessing' -ErrorAction SilentlyContinue)) {
        throw 'localAdministrator: this Windows has no Windows LAPS; it came with the updates of April 2023'
    }
    Set-RegistryValue $Laps 'BackupDirectory' $Directories[$Value.keptIn]
    Set-RegistryValue $Laps 'PasswordAgeDays' $Value.passwordDays
    Set-RegistryValue $Laps 'PasswordLength' $Value.passwordLength
    Set-RegistryValue $Laps 'PasswordComplexity' 4
    # Without a name, Windows takes the account that it came with, whatever it is called.
    if ($null -eq $Value.account) {
        Remove-RegistryValue $Laps 'AdministratorAccountName'
    } else {
        Set-RegistryValue $Laps 'AdministratorAccountName' $Value.account
    }
    $Report.observed.localAdministrator = $Value.keptIn
}
