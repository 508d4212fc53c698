import type { Sections } from "./document.js";
import type { WindowsState } from "./state.js";

/** What came of a run. */
export class WindowsReport {
  readonly observed: Record<string, unknown> = {};
  readonly changed: string[] = [];
  readonly problems: string[] = [];
}

type Effects = {
  readonly [Name in keyof Sections]: (
    state: WindowsState,
    told: Sections[Name],
    report: WindowsReport,
  ) => void;
};

/** The task that shuts a retired server down. */
export const retiredTask = "comanaged-retired";

const laps = "HKLM:\\Software\\Microsoft\\Policies\\LAPS";
const update = "HKLM:\\Software\\Policies\\Microsoft\\Windows\\WindowsUpdate";

/** What each section of the program does to a server, as its documentation says. */
export const effects: Effects = {
  administrators(state, { members }, report) {
    const gone = state.ownAdministrators.filter((name) => !members.includes(name));
    const fresh = members.filter((name) => !state.administrators.includes(name));
    state.administrators = [
      ...state.administrators.filter((name) => !gone.includes(name)),
      ...fresh,
    ];
    const own = [...state.ownAdministrators, ...fresh];
    state.ownAdministrators = own.filter((name) => !gone.includes(name));
    report.changed.push(...[...fresh, ...gone].map((name) => `member ${name}`));
    const foreign = state.administrators.filter((name) => !members.includes(name));
    report.observed["administrators"] = { members: members.toSorted(), foreign };
  },
  localAdministrator(state, { account, keptIn, passwordDays, passwordLength }, report) {
    const values = {
      BackupDirectory: keptIn === "entra" ? 1 : 2,
      ...{ PasswordAgeDays: passwordDays, PasswordLength: passwordLength, PasswordComplexity: 4 },
      ...(account !== null && { AdministratorAccountName: account }),
    };
    setValues(state, laps, values, report);
    if (account === null) {
      delete state.registry[`${laps}\\AdministratorAccountName`];
    }
    report.observed["localAdministrator"] = keptIn;
  },
  serviceAccounts(state, { accounts }, report) {
    const wanted = Object.fromEntries(accounts.map((one) => [one.account, one.until]));
    const closed = Object.fromEntries(
      Object.keys(state.accounts).map((name): [string, string] => [name, "closed"]),
    );
    const after = { ...closed, ...wanted };
    const names = Object.keys(after).filter((name) => state.accounts[name] !== after[name]);
    report.changed.push(...names.map((name) => `account ${name}`));
    state.accounts = after;
    report.observed["serviceAccounts"] = Object.keys(wanted).sort();
  },
  patching(state, told, report) {
    const { wsus } = told;
    setValues(
      state,
      `${update}\\AU`,
      { NoAutoUpdate: 1, NoAutoRebootWithLoggedOnUsers: 1 },
      report,
    );
    if (wsus !== null) {
      const { server, targetGroup } = wsus;
      const always = { TargetGroupEnabled: 1, DoNotConnectToWindowsUpdateInternetLocations: 1 };
      const values = { WUServer: server, WUStatusServer: server, TargetGroup: targetGroup };
      setValues(state, update, { ...values, ...always }, report);
      setValues(state, `${update}\\AU`, { UseWUServer: 1 }, report);
    }
    state.files["patching-told.json"] = JSON.stringify(told);
    const tasks = Object.fromEntries(
      told.windows.map(({ name, triggers }) => [`comanaged-patching-${name}`, triggers]),
    );
    const { [retiredTask]: kept } = state.tasks;
    Object.assign(tasks, kept && { [retiredTask]: kept });
    const names = new Set([...Object.keys(state.tasks), ...Object.keys(tasks)]);
    const changed = [...names].filter((name) => state.tasks[name] !== tasks[name]);
    report.changed.push(...changed.map((name) => `task ${name}`));
    state.tasks = tasks;
    report.observed["patching"] = { group: told.group, tasks: Object.keys(tasks) };
  },
  patchingRelease(state, told, report) {
    if (JSON.parse(state.files["patching-told.json"] ?? "{}").group !== told.group) {
      report.problems.push(`patchingRelease: this server is not of the patch group ${told.group}`);
      return;
    }
    state.files["patching-release.json"] = JSON.stringify(told);
    report.observed["patchingRelease"] = told;
  },
  patchingResults({ files }, _told, report) {
    const kept = (name: string) => JSON.parse(files[name] ?? "null");
    const group = kept("patching-told.json")?.group ?? null;
    // Nothing installs patches in this model: a test writes what a run would have kept.
    const results = kept("patching-results.json") ?? { last: null, lastSuccess: null, runs: [] };
    report.observed["patchingResults"] = {
      ...{ ...results, group, release: kept("patching-release.json") },
      restartPending: group === null ? null : false,
    };
  },
  firewall(state, { rules }, report) {
    const meant = (rule: Sections["firewall"]["rules"][number]): string =>
      [rule.direction, rule.protocol, rule.ports, rule.remoteAddresses, rule.program].join("|");
    const has = state.firewall;
    const names = rules.map(({ name }) => name);
    report.observed["firewall"] = {
      missing: names.filter((name) => has[name] === undefined),
      different: rules
        .filter((rule) => has[rule.name] !== undefined && has[rule.name] !== meant(rule))
        .map(({ name }) => name),
      extra: Object.keys(has).filter((name) => !names.includes(name)),
    };
  },
  retirement(state, { retired }, report) {
    const { [retiredTask]: present, ...others } = state.tasks;
    const tasks = retired ? { [retiredTask]: "BootTrigger" } : others;
    const gone = retired ? Object.keys(others) : [];
    const changed = retired === (present !== undefined) ? gone : [...gone, retiredTask];
    report.changed.push(...changed.map((name) => `task ${name}`));
    state.tasks = tasks;
    report.observed["retired"] = retired;
  },
};

function setValues(
  state: WindowsState,
  key: string,
  values: Readonly<Record<string, string | number>>,
  report: WindowsReport,
): void {
  for (const [name, value] of Object.entries(values)) {
    const path = `${key}\\${name}`;
    if (state.registry[path] !== value) {
      state.registry[path] = value;
      report.changed.push(path);
    }
  }
}
