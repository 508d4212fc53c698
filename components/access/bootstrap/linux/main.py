# Reads the document, checks all of it, and only then acts.
ASKABLE = ["patchingRelease", "patchingResults"]


def checked(document, allowed):
    fields(document, "document", version=lambda value, where: None, sections=lambda value, where: None)
    if document["version"] != 1:
        raise Wrong("document.version: this program knows version 1")
    if not isinstance(document["sections"], dict):
        raise Wrong("document.sections: needs an object")
    for name, value in document["sections"].items():
        if name not in allowed:
            raise Wrong("document.sections." + name + ": is not a section")
        SECTIONS[name][0](value, name)
    return document["sections"]


def main(text, allowed):
    report = Report()
    try:
        sections = checked(json.loads(text.decode("utf-8")), allowed)
        os.makedirs(inside(STATE), mode=0o755, exist_ok=True)
        with open(inside(STATE + "/lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for name in SECTIONS:
                if name in sections:
                    try:
                        SECTIONS[name][1](report, sections[name])
                    except (Wrong, OSError, subprocess.SubprocessError) as wrong:
                        report.problems.append(name + ": " + str(wrong))
    except (Wrong, OSError, ValueError) as wrong:
        report.problems.append(str(wrong))
    print(json.dumps(vars(report), sort_keys=True))
    return 1 if report.problems else 0


if "DOCUMENT" in globals():
    sys.exit(main(DOCUMENT, SECTIONS))
# Without a document the program stands where it was put: an account that may only ask about patches
# starts it, or a timer.
if sys.argv[1:] == ["--asked"]:
    sys.exit(main(sys.stdin.buffer.readline(4096), ASKABLE))
sys.exit(run_window(sys.argv[1:]))
