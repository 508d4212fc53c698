# What became of patches, and the release of a group that waits for its test ring.
RESULTS = STATE + "/patching-results.json"
RELEASE = STATE + "/patching-release.json"
KEPT_RUNS = 24


def results():
    kept = json.loads(read(RESULTS) or "{}")
    return {"last": kept.get("last"), "lastSuccess": kept.get("lastSuccess"), "runs": kept.get("runs", [])}


def released():
    """The release that lies here; None when there is none, or a broken one."""
    try:
        return json.loads(read(RELEASE) or "null")
    except ValueError:
        return None


def restart_pending(manager):
    """Whether a patch works only after a restart; None when the system does not tell."""
    if manager == "apt":
        return any(os.path.exists(inside(folder + "/reboot-required")) for folder in ("/run", "/var/run"))
    told = attempt(["dnf", "needs-restarting", "-r"])[1]
    return False if "Reboot should not be necessary" in told else True if "Reboot is required" in told else None


def last_success(kept, pending):
    """When all was well last: a run that waited for a restart counts once that has been."""
    last = kept["last"]
    if last is not None and pending is False and not (last["fault"] or last["failed"] or last["missing"]):
        return last["endedAt"]
    return kept["lastSuccess"]


def attempt(words, env=None):
    """What a program ends with and says; it may take as long as the window is open."""
    environment = dict(os.environ, LC_ALL="C", **(env or {}))
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    return done.returncode, done.stdout.decode("utf-8", "replace")


@section("patchingRelease", lambda value, where: fields(value, where, group=GROUP, cycle=DATE))
def apply_patching_release(report, value):
    kept = json.loads(read(PATCHING) or "{}")
    if kept.get("group") != value["group"]:
        raise Wrong("this server is not of the patch group " + value["group"])
    write(report, RELEASE, json.dumps(value, sort_keys=True) + "\n", 0o644)
    report.observed["patchingRelease"] = value


@section("patchingResults", lambda value, where: fields(value, where))
def apply_patching_results(report, value):
    settings = json.loads(read(PATCHING) or "{}")
    kept = results()
    pending = restart_pending(settings["vendor"]["manager"]) if settings else None
    told = dict(kept, lastSuccess=last_success(kept, pending), restartPending=pending, group=settings.get("group"))
    told["release"] = released()
    report.observed["patchingResults"] = told
