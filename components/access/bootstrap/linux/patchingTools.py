# The vendors' tools: what they offer, and how they install it.
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
