# The firewall: a table of our own, in which only what is declared gets in; other tables stay.
import ipaddress, select, signal

TABLE = "inet comanaged"
RULES = "/etc/comanaged/firewall.nft"
UNIT = "/etc/systemd/system/comanaged-firewall.service"
LOADED = STATE + "/firewall.loaded"
BEFORE = STATE + "/firewall.before"
NEXT = STATE + "/firewall.next"
PATIENCE = 60
FLOW_NAME = texts(r"[a-z][a-z0-9-]{0,62}", "the name of a flow")
PROTOCOL = texts(r"tcp|udp", "tcp or udp")
# What hosts answer and report; without neighbours and routers IPv6 has no addresses, and without
# DHCP it loses them: the answers come from an address that nobody asked.
ALWAYS = """
		ct state established,related accept
		ct state invalid drop
		icmp type { echo-request, destination-unreachable, time-exceeded, parameter-problem } accept
		icmpv6 type { echo-request, destination-unreachable, packet-too-big, time-exceeded, parameter-problem, mld-listener-query, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert, nd-redirect } accept
		ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
"""
SERVICE = HEADER + """[Unit]
Description=Firewall of co-managed hosting
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target shutdown.target
After=nftables.service
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f %s
ExecReload=/usr/sbin/nft -f %s

[Install]
WantedBy=sysinit.target nftables.service
""" % (RULES, RULES)


def check_ports(value, where):
    ends = value.split("-") if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?", value) else ["0"]
    if not 1 <= int(ends[0]) <= int(ends[-1]) <= 65535 or len(set(ends)) < len(ends):
        raise Wrong(where + ": needs a port or a range of ports")


def check_network(value, where):
    try:
        sound = isinstance(value, str) and str(ipaddress.ip_network(value)) == value
    except ValueError:
        sound = False
    if not sound:
        raise Wrong(where + ": needs a network")


def check_flow(value, where):
    fields(value, where, name=FLOW_NAME, protocol=PROTOCOL, ports=lists(check_ports), **{"from": lists(check_network)})
    if not value["ports"] or not value["from"]:
        raise Wrong(where + ": needs ports and networks")


def check_firewall(value, where):
    fields(value, where, flows=lists(check_flow))
    if value["flows"] and value["flows"][0]["name"] != "management":
        raise Wrong(where + ".flows: needs management first, so that nobody is locked out")


def rule(flow, word, networks):
    everybody = {"0.0.0.0/0": "meta nfproto ipv4", "::/0": "meta nfproto ipv6"}
    source = everybody.get(networks[0], word + " saddr { " + ", ".join(networks) + " }")
    places = (source, flow["protocol"], ", ".join(flow["ports"]), flow["name"])
    return '\t\t%s %s dport { %s } accept comment "%s"\n' % places


def rules(flow):
    four = [network for network in flow["from"] if ":" not in network]
    six = [network for network in flow["from"] if ":" in network]
    return (rule(flow, "ip", four) if four else "") + (rule(flow, "ip6", six) if six else "")


def ruleset(flows):
    """The whole table, which takes the place of the former one in one step."""
    first = "table %s\ndelete table %s\n" % (TABLE, TABLE)
    chain = "table %s {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n" % TABLE
    way_in, others = rules(flows[0]), "".join(rules(flow) for flow in flows[1:])
    return HEADER + first + chain + '\t\tiifname "lo" accept\n' + way_in + ALWAYS.lstrip("\n") + others + "\t}\n}\n"


def listing():
    """The table as the kernel has it; None when there is none."""
    try:
        return run("nft", "-s", "list", "table", *TABLE.split())
    except Wrong:
        return None


def connection():
    """The caller's address and our port, from whichever of our ancestors sshd has told it."""
    number = os.getpid()
    while number > 1:
        with open("/proc/%d/environ" % number, "rb") as file:
            for word in file.read().split(b"\0"):
                if word.startswith(b"SSH_CONNECTION="):
                    told = word.decode("ascii").partition("=")[2].split()
                    return (told[0].partition("%")[0], int(told[3])) if told else None
        with open("/proc/%d/stat" % number) as file:
            number = int(file.read().rpartition(")")[2].split()[1])
    return None


def admits(flow, address, port):
    ranges = [[int(end) for end in ports.split("-")] for ports in flow["ports"]]
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return flow["protocol"] == "tcp" and any(ends[0] <= port <= ends[-1] for ends in ranges) and any(found in ipaddress.ip_network(network) for network in flow["from"])


def refuse_lock_out(flows):
    """A new connection like the one over which this came must get in."""
    came = connection()
    if came is not None and not any(admits(flow, *came) for flow in flows):
        raise Wrong("this connection comes from %s to port %d, which the rules would not let in again" % came)


def watch(fallback):
    """A process that puts the former rules back unless it hears that the new ones hold."""
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            os.close(tell)
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            heard = os.read(listen, 1) if select.select([listen], [], [], PATIENCE)[0] else b""
            if heard != b"1":
                run("nft", "-f", fallback)
        finally:
            os._exit(0)
    os.close(listen)
    return child, tell


def hold(path, text):
    """A file of ours that is gone when the run is over."""
    with open(os.open(inside(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    return inside(path)


def load(report, text):
    """Loads the rules so that a run that breaks leaves the former ones, now and after a restart."""
    empty = "table %s\ndelete table %s\n" % (TABLE, TABLE)
    fallback, fresh = hold(BEFORE, empty + (listing() or "")), hold(NEXT, text)
    try:
        run("nft", "-c", "-f", fresh)
        child, tell = watch(fallback)
        try:
            run("nft", "-f", fresh)
            now = listing()
            if now is None:
                raise Wrong("nft: the rules were loaded and are not there")
            write(report, RULES, text, 0o600)
            write(report, LOADED, now, 0o600)
            os.write(tell, b"1")
        finally:
            os.close(tell)
            os.waitpid(child, 0)
    finally:
        os.unlink(fallback)
        os.unlink(fresh)
    report.changed.append("table " + TABLE)


def other_tables():
    """Tables of others that judge what comes in as well: both must let it through."""
    chains = [one.get("chain", {}) for one in json.loads(run("nft", "-j", "list", "chains"))["nftables"]]
    return sorted(one["family"] + " " + one["table"] for one in chains if one.get("hook") == "input" and one["table"] != "comanaged")


def firewall_unit(report, wanted):
    if wanted and write(report, UNIT, SERVICE, 0o644) and has("systemctl"):
        run("systemctl", "daemon-reload")
        run("systemctl", "enable", "--now", "comanaged-firewall.service")
    elif not wanted and read(UNIT) is not None:
        if has("systemctl"):
            run("systemctl", "disable", "comanaged-firewall.service")
        remove(report, UNIT)


def forget(report):
    if read(RULES) is not None:
        if listing() is not None:
            run("nft", "delete", "table", *TABLE.split())
            report.changed.append("table " + TABLE)
        firewall_unit(report, False)
        remove(report, LOADED)
        remove(report, RULES)


@section("firewall", check_firewall)
def apply_firewall(report, value):
    if not value["flows"]:
        forget(report)
        return
    if not has("nft"):
        raise Wrong("nft is not installed: the firewall needs the package nftables")
    refuse_lock_out(value["flows"])
    text = ruleset(value["flows"])
    now = listing()
    if now is None or now != read(LOADED) or text != read(RULES):
        load(report, text)
    firewall_unit(report, True)
    report.observed["firewall"] = {"flows": [flow["name"] for flow in value["flows"]], "others": other_tables()}
