# What a timer starts: one run in one window.
class Stopped:
    """Whether the end of the window has come so near that nothing new may begin."""

    now = False


class Apt:
    ENV = {"APT_CONFIG": APT_FIRST, "DEBIAN_FRONTEND": "noninteractive"}

    def __init__(self, settings):
        pass

    def refresh(self):
        status, said = attempt(["apt-get", "--quiet", "-o", "APT::Update::Error-Mode=any", "update"], self.ENV)
        return "" if status == 0 else "apt-get update: " + last_line(said)

    def pending(self):
        said = attempt(["unattended-upgrade", "--dry-run", "--verbose"], self.ENV)[1]
        lists = re.findall(r"Packages that will be upgraded: (.*)", said)
        if not lists and "No packages found that can be upgraded" not in said:
            raise Wrong("unattended-upgrade --dry-run: " + last_line(said))
        return sorted(set(name for names in lists for name in names.split()))

    def install(self):
        # Told to stop, it ends after the step that it is at.
        with subprocess.Popen(["unattended-upgrade", "--verbose"], stdin=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C", **self.ENV)) as child:
            told = False
            while child.poll() is None:
                if Stopped.now and not told:
                    child.terminate()
                    told = True
                time.sleep(0.2)
        return "" if child.returncode == 0 or told else "unattended-upgrade ended with status " + str(child.returncode)


class Dnf:
    def __init__(self, settings):
        allowed = settings["vendor"]["repositories"]
        said = attempt(["dnf", "--quiet", "repolist", "--enabled"])[1]
        ids = [line.split()[0] for line in said.splitlines()[1:] if line.strip()]
        here = [name for name in ids if any(fnmatch.fnmatchcase(name, one) for one in allowed)]
        if not here:
            raise Wrong("no repository of the vendor is enabled")
        self.options = ["--quiet", "--assumeyes", "--security"] + ["--repo=" + name for name in here]
        self.options += ["--exclude=" + mask for mask in settings["excluded"]]

    def refresh(self):
        return ""

    def pending(self):
        status, said = attempt(["dnf", *self.options, "--refresh", "check-update"])
        if status not in (0, 100):
            raise Wrong("dnf check-update: " + last_line(said))
        offered = said.split("Obsoleting Packages")[0].splitlines() if status == 100 else []
        rows = [line.split() for line in offered]
        return sorted(set(row[0] for row in rows if len(row) == 3 and "." in row[0]))

    def install(self):
        # A transaction of RPM is not broken off: the window's end does that, if it comes.
        status, said = attempt(["dnf", *self.options, "upgrade"])
        return "" if status == 0 else "dnf upgrade: " + last_line(said)


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "failed"


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
    try:
        release = json.loads(read(RELEASE) or "{}")
    except ValueError:
        return False
    return release == {"group": settings["group"], "cycle": day}


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
