# Keeps a server as its provider and its customer declared it. Reads one JSON document, answers with
# one JSON object, and touches nothing but what it has made itself.
import calendar, datetime, fcntl, fnmatch, json, os, re, shutil, signal, subprocess, sys, time

ROOT = os.environ.get("COMANAGED_ROOT", "/")
HEADER = "# Kept by co-managed hosting: changes made here are lost.\n"
STATE = "/var/lib/comanaged"
SECTIONS = {}


class Wrong(Exception):
    """The document says something that must not be done."""


class Report:
    def __init__(self):
        self.observed, self.changed, self.problems = {}, [], []


def section(name, check):
    """Adds a section: `check` refuses what is unsound before anything is touched, the rest acts."""

    def add(apply):
        SECTIONS[name] = (check, apply)
        return apply

    return add


def inside(path):
    return os.path.join(ROOT, path.lstrip("/"))


def read(path):
    try:
        with open(inside(path), encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def listed(folder):
    return sorted(os.listdir(inside(folder))) if os.path.isdir(inside(folder)) else []


def write(report, path, text, mode, check=None):
    """Puts a whole file in its place at once, after `check` has accepted it."""
    target = inside(path)
    if read(path) == text and os.stat(target).st_mode & 0o777 == mode:
        return False
    os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
    fresh = os.path.join(os.path.dirname(target), "." + os.path.basename(target) + ".new")
    if os.path.lexists(fresh):
        os.unlink(fresh)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), mode)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if check is not None:
            check(fresh)
        os.rename(fresh, target)
    except BaseException:
        os.unlink(fresh)
        raise
    report.changed.append(path)
    return True


def remove(report, path):
    if os.path.lexists(inside(path)):
        os.unlink(inside(path))
        report.changed.append(path)


def run(*words):
    """Runs a program without any shell; its input is empty."""
    done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, timeout=120)
    if done.returncode != 0:
        raise Wrong(words[0] + ": " + (done.stderr.strip() or done.stdout.strip() or str(done.returncode)))
    return done.stdout


def has(program):
    return shutil.which(program) is not None


def remembered(name):
    return json.loads(read(STATE + "/" + name + ".json") or "{}")


def remember(report, name, value):
    write(report, STATE + "/" + name + ".json", json.dumps(value, sort_keys=True) + "\n", 0o600)


def fields(value, where, **kinds):
    """An object with exactly these members, each of its kind."""
    if not isinstance(value, dict) or set(value) != set(kinds):
        raise Wrong(where + ": needs exactly " + ", ".join(sorted(kinds)))
    for name, kind in kinds.items():
        kind(value[name], where + "." + name)


def texts(pattern, expected):
    def check(value, where):
        if not isinstance(value, str) or re.fullmatch(pattern, value) is None:
            raise Wrong(where + ": needs " + expected)

    return check


def lists(kind):
    def check(value, where):
        if not isinstance(value, list):
            raise Wrong(where + ": needs a list")
        for index, item in enumerate(value):
            kind(item, where + "[" + str(index) + "]")

    return check


ACCOUNT = texts(r"[a-z][a-z0-9-]{0,30}[a-z0-9]", "the name of an account")
LINE = texts(r"[^\x00-\x1f\x7f\x85\u2028\u2029]{1,128}", "text on one line")
DATE = texts(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date")


def accounts():
    """The number of each account of the machine."""
    lines = (read("/etc/passwd") or "").splitlines()
    return {line.split(":")[0]: int(line.split(":")[2]) for line in lines if line.count(":") >= 6}


def ensure_account(report, own, account, *words):
    """Makes an account that is missing; one that people made themselves stays as it is."""
    number = accounts().get(account)
    if number is None:
        run("useradd", "--password", "*", *words, account)
        report.changed.append("account " + account)
        own[account] = ""
    elif number < 1000 or number >= 60000:
        raise Wrong(account + ": is an account of the system")


def set_expiry(report, own, account, date):
    """Sets the day from which nobody enters an account of ours: empty for never, 1 for now."""
    if account in own and own[account] != date:
        run("usermod", "--expiredate", date, account)
        report.changed.append("account " + account)
        own[account] = date
