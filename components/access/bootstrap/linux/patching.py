# Patches of the system's vendor: timers of our own that open the windows, and the vendor's tool.
PATCHING = "/etc/comanaged/patching.json"
APT_FIRST = "/etc/comanaged/apt.conf"
APT_LAST = "/etc/comanaged/apt-last.conf"
OWN_PROGRAM = "/usr/local/lib/comanaged/program.py"
UNITS = "/etc/systemd/system"
FOREIGN_TIMERS = {"apt": ["apt-daily-upgrade.timer"], "dnf": ["dnf-automatic.timer", "dnf-automatic-install.timer"]}
TOOLS = {"apt": ["unattended-upgrade", "apt-get"], "dnf": ["dnf"]}
# The last minutes of a window: nothing new begins, and a restart still comes to its end.
RESERVE_MINUTES = 10
NUMBERS = r"[*0-9][0-9.,/]*"
MASK = texts(r"[a-z0-9][a-z0-9.+*-]{0,63}", "the name of packages")
ORIGIN = texts(r"[a-z]+=[A-Za-z0-9 .:_-]+(,[a-z]+=[A-Za-z0-9 .:_-]+)*", "an origin of packages")
REPOSITORY = texts(r"[A-Za-z0-9][A-Za-z0-9.*_-]{0,127}", "the id of repositories")
GROUP = texts(r"[A-Za-z0-9][A-Za-z0-9.-]{0,127}", "the name of a patch group")
ZONE = texts(r"[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}", "a time zone")
EVENT = texts(r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?" + NUMBERS + "-" + NUMBERS + "[-~]" + NUMBERS + r" [0-2][0-9]:[0-5][0-9] [A-Z][A-Za-z0-9_+/-]*", "a calendar event")


def check_minutes(value, where):
    if type(value) is not int or not 30 <= value <= 1440:
        raise Wrong(where + ": needs minutes, 30 to 1440")


def check_flag(value, where):
    if type(value) is not bool:
        raise Wrong(where + ": needs true or false")


def check_window(value, where):
    fields(value, where, name=texts(r"[a-z][a-z0-9-]{0,31}", "the name of a window"), minutes=check_minutes, held=check_flag, onCalendar=lists(EVENT))
    if not value["onCalendar"]:
        raise Wrong(where + ".onCalendar: needs an event")


def check_vendor(value, where):
    kinds = {"apt": {"origins": lists(ORIGIN)}, "dnf": {"repositories": lists(REPOSITORY)}}
    kind = value.get("manager") if isinstance(value, dict) else None
    if kind not in ("apt", "dnf"):
        raise Wrong(where + ".manager: needs apt or dnf")
    fields(value, where, manager=lambda value, where: None, **kinds[kind])


def check_patching(value, where):
    fields(value, where, group=GROUP, timeZone=ZONE, vendor=check_vendor, excluded=lists(MASK), windows=lists(check_window))
    names = [window["name"] for window in value["windows"]]
    if len(set(names)) < len(names):
        raise Wrong(where + ".windows: names a window twice")


def unit(name, kind):
    return "comanaged-patching-" + name + "." + kind


def timer_of(window):
    events = "".join("OnCalendar=" + event + "\n" for event in window["onCalendar"])
    return HEADER + (
        "[Unit]\nDescription=Opens the window " + window["name"] + " in which patches are installed\n\n"
        # A window that was missed stays missed: the server may be busy by then.
        "[Timer]\n" + events + "Persistent=false\nAccuracySec=1s\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def service_of(window):
    python = "/usr/libexec/platform-python" if os.path.exists(inside("/usr/libexec/platform-python")) else "/usr/bin/python3"
    return HEADER + (
        "[Unit]\nDescription=Installs patches in the window " + window["name"] + "\n"
        "Wants=network-online.target\nAfter=network-online.target\n\n"
        "[Service]\nExecStart=" + python + " -I " + OWN_PROGRAM + " " + window["name"] + "\n"
        # First the program is told to begin nothing new; what runs still when the window ends is ended.
        "RuntimeMaxSec=" + str((window["minutes"] - RESERVE_MINUTES) * 60) + "\n"
        "TimeoutStopSec=" + str(RESERVE_MINUTES * 60) + "\nKillMode=mixed\n"
    )


def apt_settings(value):
    """All that is said about unattended upgrades, whatever other files say; see apt.conf(5)."""
    quoted = lambda texts: "".join('  "' + text + '";\n' for text in texts)
    forms = {"*": ".*", ".": "[.]", "+": "[+]"}
    masks = ["^" + "".join(forms.get(letter, letter) for letter in mask) + "$" for mask in value["excluded"]]
    include = '#include "/etc/apt/apt.conf";\n' if os.path.exists(inside("/etc/apt/apt.conf")) else ""
    return HEADER + include + (
        "#clear Unattended-Upgrade;\n"
        "Unattended-Upgrade::Origins-Pattern {\n" + quoted(value["vendor"]["origins"]) + "};\n"
        "Unattended-Upgrade::Package-Blacklist {\n" + quoted(masks) + "};\n"
        'Unattended-Upgrade::Automatic-Reboot "false";\n'
        'Unattended-Upgrade::MinimalSteps "true";\n'
        # Without these, packages whose settings the customer changed are kept back.
        'DPkg::Options:: "--force-confdef";\nDPkg::Options:: "--force-confold";\n'
    )


def keep_apt(report, value):
    if value["vendor"]["manager"] == "apt":
        write(report, APT_FIRST, HEADER + 'Dir::Etc::main "' + APT_LAST + '";\n', 0o644)
        write(report, APT_LAST, apt_settings(value), 0o644)
    else:
        remove(report, APT_FIRST)
        remove(report, APT_LAST)


def is_enabled(timer):
    return os.path.lexists(inside(UNITS + "/timers.target.wants/" + timer))


def keep_timers(report, windows):
    ours = "comanaged-patching-"
    wanted = {}
    for window in windows:
        wanted[unit(window["name"], "service")] = service_of(window)
        wanted[unit(window["name"], "timer")] = timer_of(window)
    gone = [name for name in listed(UNITS) if name.startswith(ours) and name not in wanted]
    for timer in [name for name in gone if name.endswith(".timer")]:
        run("systemctl", "disable", "--now", timer)
    for name in gone:
        remove(report, UNITS + "/" + name)
    fresh = [name for name, text in wanted.items() if write(report, UNITS + "/" + name, text, 0o644)]
    if gone or fresh:
        run("systemctl", "daemon-reload")
    for timer in [name for name in wanted if name.endswith(".timer")]:
        if not is_enabled(timer):
            run("systemctl", "enable", timer)
            report.changed.append("timer " + timer)
        # A timer takes its new times only when it is started anew; one that runs stays as it is.
        run("systemctl", "restart" if timer in fresh else "start", timer)


@section("patching", check_patching)
def apply_patching(report, value):
    manager = value["vendor"]["manager"]
    lacking = [tool for tool in TOOLS[manager] + ["systemctl"] if not has(tool)]
    if lacking:
        raise Wrong(", ".join(lacking) + ": not installed; the image must have it")
    write(report, OWN_PROGRAM, PROGRAM.decode("utf-8"), 0o644)
    keep_apt(report, value)
    write(report, PATCHING, json.dumps(value, sort_keys=True, indent=1) + "\n", 0o644)
    keep_timers(report, value["windows"])
    for timer in FOREIGN_TIMERS[manager]:
        if is_enabled(timer):
            run("systemctl", "disable", "--now", timer)
            report.changed.append("timer " + timer)
    report.observed["patching"] = {"group": value["group"], "timers": [unit(window["name"], "timer") for window in value["windows"]]}
