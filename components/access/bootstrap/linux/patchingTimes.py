# Whether now is the opening of a window. Not a timer alone decides: one that was held up, by a
# machine that was suspended or by a clock that jumped, would fire late.
LATEST_MINUTES = 5


def in_component(text, value):
    """Whether a number is in `*`, in numbers or in `a..b`, each with `/step`."""
    for part in text.split(","):
        numbers, _, step = part.partition("/")
        first, _, last = numbers.partition("..")
        low = 0 if first == "*" else int(first)
        high = int(last) if last else (value if first == "*" or step else low)
        if low <= value <= high and (value - low) % int(step or 1) == 0:
            return True
    return False


def in_zone(zone, instant):
    """The local time of an instant, with the C library: older Pythons know no zones."""
    if zone != "UTC" and not os.path.exists("/usr/share/zoneinfo/" + zone):
        raise Wrong(zone + ": this system does not know the time zone")
    os.environ["TZ"] = zone
    time.tzset()
    return time.localtime(instant)


def elapses(event, instant):
    """Whether an event as we write them elapses in the minute that begins at an instant."""
    words = event.split(" ")
    date, clock, zone = words[-3:]
    local = in_zone(zone, instant)
    years, months, mark, days = re.fullmatch(r"([^-~]+)-([^-~]+)([-~])([^-~]+)", date).groups()
    length = calendar.monthrange(local.tm_year, local.tm_mon)[1]
    day = local.tm_mday if mark == "-" else length - local.tm_mday + 1
    weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][local.tm_wday]
    return (
        words[0] in (weekday, date)
        and "%02d:%02d" % (local.tm_hour, local.tm_min) == clock
        and in_component(years, local.tm_year)
        and in_component(months, local.tm_mon)
        and in_component(days, day)
    )


def opened(events, now):
    """The instant at which a window opened that has just opened; None when none has."""
    minute = int(now) // 60 * 60
    for instant in range(minute, minute - 60 * (LATEST_MINUTES + 1), -60):
        if any(elapses(event, instant) for event in events):
            return instant
    return None


def utc(instant):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(instant))
