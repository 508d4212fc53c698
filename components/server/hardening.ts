/**
 * Settings that keep a virtual machine apart from its console, its host and its neighbours: no
 * shared clipboard, no shrinking of disks, one console connection, no facts about the host, and
 * messages and logs of bounded size.
 *
 * Source: DISA's STIG for virtual machines on vSphere (VMCH-80-000189 to -000207).
 */
export const hardening: Readonly<Record<string, string>> = {
  "isolation.tools.copy.disable": "TRUE",
  "isolation.tools.paste.disable": "TRUE",
  "isolation.tools.dnd.disable": "TRUE",
  "isolation.tools.diskShrink.disable": "TRUE",
  "isolation.tools.diskWiper.disable": "TRUE",
  "RemoteDisplay.maxConnections": "1",
  "tools.setInfo.sizeLimit": "1048576",
  "tools.guestlib.enableHostInfo": "FALSE",
  "log.rotateSize": "2048000",
  "log.keepOld": "10",
};
