# What a timer starts: one run in one window.
def install(settings, started):
    """Installs, and tells what it came to."""
    fault, before, after = "", [], None
    try:
        manager = (Apt if settings["vendor"]["manager"] == "apt" else Dnf)(settings)
        fault = manager.refresh()
        before = manager.pending()
        if before and not Stopped.now:
            fault = manager.install() or fault
        after = manager.pending()
    except (Wrong, OSError) as wrong:
        fault = str(wrong)
    left = before if after is None else after
    failed = [] if Stopped.now or after is None else [name for name in left if name in before]
    return {
        "startedAt": utc(started),
        "endedAt": utc(time.time()),
        "installed": [name for name in before if after is not None and name not in after],
        "missing": [name for name in left if name not in failed],
        "failed": failed,
        "fault": "the window was over before the end" if Stopped.now and left and not fault else fault,
        "restartPending": restart_pending(settings["vendor"]["manager"]),
    }


def is_released(settings, opening):
    """Whether the release is for the day on which this window opened; an older one is none."""
    day = time.strftime("%Y-%m-%d", in_zone(settings["timeZone"], opening))
    return released() == {"group": settings["group"], "cycle": day}


def end_with(window, kept, opening):
    """Begins nothing new when the window is nearly over, and breaks off when it is."""

    def stop(number, frame):
        Stopped.now = True
        signal.signal(signal.SIGALRM, break_off)
        signal.alarm(RESERVE_MINUTES * 60)

    def break_off(number, frame):
        fault = "broken off at the end of the window"
        lists = {"installed": [], "missing": [], "failed": []}
        kept["last"] = dict(lists, startedAt=utc(opening), endedAt=utc(time.time()), fault=fault, restartPending=None)
        keep_results(kept, opening, "failed", fault)
        # What runs still is ended by systemd, with this program.
        os._exit(1)

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(max(1, int(opening + (window["minutes"] - RESERVE_MINUTES) * 60 - time.time())))


def keep_results(kept, start, status, details):
    kept["runs"] = (kept["runs"] + [{"start": utc(start), "status": status, "details": details}])[-KEPT_RUNS:]
    write(Report(), RESULTS, json.dumps(kept, sort_keys=True) + "\n", 0o644)
    print(status + (": " + details if details else ""))


def patch(name):
    started = time.time()
    settings = json.loads(read(PATCHING) or "{}")
    os.makedirs(inside(STATE), mode=0o755, exist_ok=True)
    kept = results()
    window = [window for window in settings.get("windows", []) if window["name"] == name]
    try:
        opening = opened(window[0]["onCalendar"], started) if window else None
    except Wrong as wrong:
        return keep_results(kept, started, "failed", str(wrong)) or 1
    if opening is None:
        return keep_results(kept, started, "late", "the window does not open now") or 1
    if window[0]["held"] and not is_released(settings, opening):
        return keep_results(kept, opening, "held", "its test ring has not released it") or 1
    end_with(window[0], kept, opening)
    with open(inside(STATE + "/patching-lock"), "w") as lock:
        # Another window that is open at the same time goes first.
        fcntl.flock(lock, fcntl.LOCK_EX)
        manager = settings["vendor"]["manager"]
        kept = results()
        kept["lastSuccess"] = last_success(kept, restart_pending(manager))
        last = install(settings, started)
        kept["last"] = last
        kept["lastSuccess"] = last_success(kept, last["restartPending"])
        wrong = last["fault"] or ("" if not last["failed"] else "not installed: " + " ".join(last["failed"]))
        keep_results(kept, opening, "failed" if wrong else "installed", wrong)
        if last["restartPending"] and not Stopped.now:
            run("systemctl", "reboot")
    return 1 if wrong else 0


def run_window(words):
    def stop(number, frame):
        Stopped.now = True

    signal.signal(signal.SIGTERM, stop)
    if len(words) != 1:
        raise SystemExit("needs the name of a window")
    return patch(words[0])
