# What a VMM server can be told, how it is checked, and what is done then.
$Sections = [ordered]@{
    reservation = @(${function:Test-Reservation}, ${function:Set-Reservation})
    machine = @(${function:Test-Machine}, ${function:Set-Machine})
    adoption = @(${function:Test-Adoption}, ${function:Set-Adoption})
    standing = @(${function:Test-Standing}, ${function:Set-Standing})
    observation = @(${function:Test-Observation}, ${function:Set-Observation})
    address = @(${function:Test-Address}, ${function:Set-Address})
}
