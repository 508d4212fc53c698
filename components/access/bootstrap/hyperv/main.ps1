# What a Hyper-V host can be told, how it is checked, what is done then, and how it goes.
$Sections = [ordered]@{
    reservation = @(${function:Test-Reservation}, ${function:Set-Reservation})
    machine = @(${function:Test-Machine}, ${function:Set-Machine}, ${function:Remove-Machine})
    adoption = @(${function:Test-Adoption}, ${function:Set-Adoption}, ${function:Remove-Machine})
    standing = @(${function:Test-Standing}, ${function:Set-Standing})
    observation = @(${function:Test-Observation}, ${function:Set-Observation})
    address = @(${function:Test-Address}, ${function:Set-Address})
    room = @(${function:Test-Room}, ${function:Set-Room}, ${function:Remove-Room})
    birth = @(${function:Test-Birth}, ${function:Set-Birth})
}
