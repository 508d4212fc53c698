# Administrators: an account, the ways in over SSH, and sudo for each; all in files of our own.
SSH = "/etc/ssh/comanaged"
DROP_IN = "/etc/ssh/sshd_config.d/10-comanaged.conf"
SUDOERS = "/etc/sudoers.d"
# What an account that may only ask about patches is let do: the program of the last run answers it.
ASKED = sys.executable + " -I /usr/local/lib/comanaged/program.py --asked"
KEY = texts(r"(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+={0,3}( [^\x00-\x1f\x7f\x85\u2028\u2029]*)?", "a public key")


def check_person(value, where):
    fields(value, where, account=ACCOUNT, keys=lists(KEY), principals=lists(ACCOUNT), onlyPatches=check_flag)


def check_administrators(value, where):
    fields(value, where, people=lists(check_person), authorities=lists(KEY))
    names = [person["account"] for person in value["people"]]
    if len(set(names)) < len(names):
        raise Wrong(where + ".people: names an account twice")


def lines(texts):
    return HEADER + "".join(text + "\n" for text in texts)


def keep_files(report, folder, wanted):
    for account, text in wanted.items():
        write(report, folder + "/" + account, text, 0o644)
    for account in listed(folder):
        if account not in wanted and not account.startswith("."):
            remove(report, folder + "/" + account)


def sudo_rule(report, person):
    def check(path):
        if has("visudo"):
            run("visudo", "-c", "-f", path)

    account = person["account"]
    may = " ALL=(root) NOPASSWD: " + ASKED if person["onlyPatches"] else " ALL=(ALL:ALL) NOPASSWD: ALL"
    write(report, SUDOERS + "/comanaged-" + account, HEADER + account + may + "\n", 0o440, check)


def key_lines(person):
    """Who may only ask about patches gets nothing else, whatever is asked for."""
    options = 'restrict,command="sudo -n ' + ASKED + '" ' if person["onlyPatches"] else ""
    return lines([options + key for key in person["keys"]])


def key_files():
    """The files of keys that sshd reads without us, so that those who come in today still do."""
    ours = SSH + "/keys/%u"
    told = run("sshd", "-T") if has("sshd") else ""
    found = [line.split()[1:] for line in told.splitlines() if line.startswith("authorizedkeysfile ")]
    files = [file for file in (found[0] if found else []) if file not in (ours, "none")]
    return (files or [".ssh/authorized_keys", ".ssh/authorized_keys2"]) + [ours]


def configure_sshd(report, authorities):
    settings = ["AuthorizedKeysFile " + " ".join(key_files())]
    if authorities:
        write(report, SSH + "/authorities", lines(authorities), 0o644)
        settings += ["TrustedUserCAKeys " + SSH + "/authorities", "AuthorizedPrincipalsFile " + SSH + "/principals/%u"]
    before = read(DROP_IN)
    if write(report, DROP_IN, lines(settings), 0o644) and has("sshd"):
        try:
            run("sshd", "-t")
            if SSH + "/keys/%u" not in run("sshd", "-T"):
                raise Wrong("sshd: /etc/ssh/sshd_config does not include sshd_config.d/*.conf first")
        except Wrong:
            if before is None:
                remove(report, DROP_IN)
            else:
                write(report, DROP_IN, before, 0o644)
            raise
        if has("systemctl"):
            run("systemctl", "try-reload-or-restart", "ssh.service" if os.path.exists(inside("/usr/lib/systemd/system/ssh.service")) else "sshd.service")
    if not authorities:
        remove(report, SSH + "/authorities")


@section("administrators", check_administrators)
def apply_administrators(report, value):
    wanted, own = {}, remembered("administrators")
    for account in listed(SUDOERS):
        if account.startswith("comanaged-") and account[10:] not in [person["account"] for person in value["people"]]:
            remove(report, SUDOERS + "/" + account)
    try:
        for person in value["people"]:
            account = person["account"]
            try:
                ensure_account(report, own, account, "--create-home", "--comment", "Administrator", "--shell", "/bin/bash")
                set_expiry(report, own, account, "")
                sudo_rule(report, person)
                wanted[account] = person
            except Wrong as wrong:
                report.problems.append(str(wrong))
        keep_files(report, SSH + "/keys", {name: key_lines(one) for name, one in wanted.items()})
        keep_files(report, SSH + "/principals", {name: lines(one["principals"]) for name, one in wanted.items() if one["principals"]})
        for account in sorted(set(own) - set(wanted)):
            set_expiry(report, own, account, "1")
    finally:
        remember(report, "administrators", own)
    configure_sshd(report, value["authorities"])
    report.observed["administrators"] = sorted(wanted)
