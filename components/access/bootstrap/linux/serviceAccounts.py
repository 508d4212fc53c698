# Accounts of services: nobody logs in with one, and each ends on its day.


def check_service_account(value, where):
    fields(value, where, account=ACCOUNT, owner=LINE, purpose=LINE, until=DATE)


def check_service_accounts(value, where):
    fields(value, where, accounts=lists(check_service_account))


@section("serviceAccounts", check_service_accounts)
def apply_service_accounts(report, value):
    own, wanted = remembered("serviceAccounts"), []
    try:
        for one in value["accounts"]:
            account = one["account"]
            try:
                ensure_account(report, own, account, "--comment", "Service account", "--shell", "/usr/sbin/nologin")
                # usermod takes the first day on which the account is closed.
                day = datetime.datetime.strptime(one["until"], "%Y-%m-%d").date() + datetime.timedelta(days=1)
                set_expiry(report, own, account, day.isoformat())
                wanted.append(account)
            except Wrong as wrong:
                report.problems.append(str(wrong))
        for account in sorted(set(own) - set(wanted)):
            set_expiry(report, own, account, "1")
    finally:
        remember(report, "serviceAccounts", own)
    notes = [" ".join([one["account"], one["until"], one["owner"], "-", one["purpose"]]) for one in value["accounts"]]
    write(report, STATE + "/service-accounts", HEADER + "".join(note + "\n" for note in notes), 0o644)
    report.observed["serviceAccounts"] = sorted(wanted)
