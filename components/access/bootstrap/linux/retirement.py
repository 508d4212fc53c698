# The end of a server's life: its patch timers go, and it shuts itself down as often as somebody starts it.
RETIRED = "comanaged-retired.timer"
RETIRED_TIMER = HEADER + """[Unit]
Description=Shuts down this server, which is retired

[Timer]
OnActiveSec=10min
AccuracySec=1s
Unit=poweroff.target

[Install]
WantedBy=timers.target
"""


def check_retirement(value, where):
    fields(value, where, retired=check_flag)


@section("retirement", check_retirement)
def apply_retirement(report, value):
    if value["retired"]:
        keep_timers(report, [])
        if write(report, UNITS + "/" + RETIRED, RETIRED_TIMER, 0o644):
            run("systemctl", "daemon-reload")
        if not is_enabled(RETIRED):
            run("systemctl", "enable", RETIRED)
            report.changed.append("timer " + RETIRED)
        run("systemctl", "start", RETIRED)
    elif read(UNITS + "/" + RETIRED) is not None:
        run("systemctl", "disable", "--now", RETIRED)
        remove(report, UNITS + "/" + RETIRED)
        run("systemctl", "daemon-reload")
    report.observed["retired"] = value["retired"]
