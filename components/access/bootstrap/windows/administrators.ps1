# Administrators: groups and accounts of the directory in the local group, whatever its name is.
$AdministratorsSid = 'S-1-5-32-544'
$MemberPattern = '\A[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?\\[^\x00-\x1f\x7f"/\\\[\]:;|=,+*?<>@]{1,104}\z'

function Test-Administrators($Value) {
    Assert-Fields $Value 'administrators' @('members')
    Assert-Texts $Value.members 'administrators.members' $MemberPattern 'DOMAIN\name'
}

# By the directory service: Get-LocalGroupMember fails when a member is gone from its domain.
function Get-AdministratorSid {
    $name = [Security.Principal.SecurityIdentifier]::new($AdministratorsSid).Translate([Security.Principal.NTAccount]).Value
    $group = [ADSI]('WinNT://./' + $name.Split('\')[-1] + ',group')
    foreach ($member in @($group.psbase.Invoke('Members'))) {
        $bytes = $member.GetType().InvokeMember('objectSid', 'GetProperty', $null, $member, $null)
        [Security.Principal.SecurityIdentifier]::new($bytes, 0).Value
    }
}

function Get-NameOfSid([string]$Sid) {
    try { [Security.Principal.SecurityIdentifier]::new($Sid).Translate([Security.Principal.NTAccount]).Value } catch { $Sid }
}

# A name that cannot be looked up now keeps what it had: a directory out of reach takes nobody out.
function Resolve-Members([string[]]$Names, $Own) {
    $wanted = @{}
    foreach ($name in $Names) {
        try {
            $wanted[[Security.Principal.NTAccount]::new($name).Translate([Security.Principal.SecurityIdentifier]).Value] = $name
        } catch {
            Add-Problem "administrators: $name is not known to the directory"
            foreach ($sid in @($Own.Keys | Where-Object { $Own[$_] -eq $name })) { $wanted[$sid] = $name }
        }
    }
    $wanted
}

function Set-Administrators($Value) {
    $own = @{}
    foreach ($one in @(Get-Remembered 'administrators')) { $own[$one.sid] = $one.name }
    $present = @(Get-AdministratorSid)
    $wanted = Resolve-Members $Value.members $own
    try {
        foreach ($sid in @($wanted.Keys | Where-Object { $present -notcontains $_ })) {
            Add-LocalGroupMember -SID $AdministratorsSid -Member $sid
            $own[$sid] = $wanted[$sid]
            Add-Change "member $($wanted[$sid])"
        }
        foreach ($sid in @($own.Keys | Where-Object { -not $wanted.ContainsKey($_) })) {
            if ($present -contains $sid) {
                Remove-LocalGroupMember -SID $AdministratorsSid -Member $sid
                Add-Change "member $($own[$sid])"
            }
            $own.Remove($sid)
        }
    } finally {
        Set-Remembered 'administrators' @($own.Keys | Sort-Object | ForEach-Object { @{ sid = $_; name = $own[$_] } })
    }
    $foreign = @(Get-AdministratorSid | Where-Object { -not $wanted.ContainsKey($_) })
    $Report.observed.administrators = @{
        members = @($wanted.Values | Sort-Object)
        foreign = @($foreign | ForEach-Object { Get-NameOfSid $_ } | Sort-Object)
    }
}
