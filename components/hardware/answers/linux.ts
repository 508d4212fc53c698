import { prefixLength } from "../../service/addresses.js";
import { type Installation, netmask, sayEnded } from "./installation.js";

/** What Debian's installer is told (preseed). */
export function preseed(installation: Installation): string {
  const { name, systemDrive, account, publicKey, timeZone } = installation;
  const { mac, address, plan } = installation.interface;
  const home = `/home/${account}`;
  const late = [
    `install -d -m 700 -o ${account} -g ${account} ${home}/.ssh`,
    `echo ${publicKey} > ${home}/.ssh/authorized_keys`,
    `chown ${account}: ${home}/.ssh/authorized_keys`,
    `echo ${account} ALL=NOPASSWD: ALL > /etc/sudoers.d/comanaged`,
    sayEnded(installation),
  ];
  return lines([
    "d-i debian-installer/locale string en_US.UTF-8",
    "d-i keyboard-configuration/xkb-keymap select us",
    `d-i netcfg/choose_interface select ${mac}`,
    "d-i netcfg/disable_autoconfig boolean true",
    `d-i netcfg/get_ipaddress string ${address}`,
    `d-i netcfg/get_netmask string ${netmask(plan)}`,
    `d-i netcfg/get_gateway string ${plan.gateway}`,
    `d-i netcfg/get_nameservers string ${plan.dnsServers.join(" ")}`,
    "d-i netcfg/confirm_static boolean true",
    `d-i netcfg/get_hostname string ${name}`,
    `d-i netcfg/hostname string ${name}`,
    `d-i time/zone string ${timeZone}`,
    "d-i passwd/root-login boolean false",
    `d-i passwd/user-fullname string ${account}`,
    `d-i passwd/username string ${account}`,
    "d-i passwd/user-password-crypted password !",
    `d-i partman/early_command string debconf-set partman-auto/disk "$(readlink -f $(ls /dev/disk/by-id/*${systemDrive} | head -n 1))"`,
    "d-i partman-auto/method string lvm",
    "d-i partman-auto-lvm/guided_size string max",
    "d-i partman-lvm/device_remove_lvm boolean true",
    "d-i partman-lvm/confirm boolean true",
    "d-i partman-lvm/confirm_nooverwrite boolean true",
    "d-i partman-partitioning/confirm_write_new_label boolean true",
    "d-i partman/choose_partition select finish",
    "d-i partman/confirm boolean true",
    "d-i partman/confirm_nooverwrite boolean true",
    "tasksel tasksel/first multiselect standard",
    "d-i pkgsel/include string openssh-server sudo curl python3",
    "d-i grub-installer/only_debian boolean true",
    `d-i preseed/late_command string in-target sh -c '${late.join("; ")}'`,
    "d-i finish-install/reboot_in_progress note",
    "d-i debian-installer/exit/poweroff boolean true",
  ]);
}

/** What Red Hat's installer is told (kickstart). */
export function kickstart(installation: Installation): string {
  const { name, systemDrive, account, publicKey, timeZone } = installation;
  const { mac, address, plan } = installation.interface;
  const drive = `/dev/disk/by-id/*${systemDrive}`;
  return lines([
    "text",
    "lang en_US.UTF-8",
    "keyboard us",
    `timezone ${timeZone} --utc`,
    `network --bootproto=static --device=${mac} --ip=${address} --netmask=${netmask(plan)} ` +
      `--gateway=${plan.gateway} --nameserver=${plan.dnsServers.join(",")} --hostname=${name} --activate`,
    "rootpw --lock",
    `user --name=${account} --groups=wheel --lock`,
    `sshkey --username=${account} "${publicKey}"`,
    `ignoredisk --only-use=${drive}`,
    `clearpart --all --initlabel --drives=${drive}`,
    "autopart --type=lvm",
    `bootloader --boot-drive=${drive}`,
    "firewall --enabled --ssh",
    "selinux --enforcing",
    "poweroff",
    "%packages",
    "@^minimal-environment",
    "curl",
    "python3",
    "%end",
    "%post --erroronfail",
    `echo '${account} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/comanaged`,
    "chmod 440 /etc/sudoers.d/comanaged",
    sayEnded(installation),
    "%end",
  ]);
}

/** What Ubuntu's installer is told (autoinstall): JSON is YAML as well. */
export function autoinstall(installation: Installation): string {
  const { name, systemDrive, account, publicKey, timeZone } = installation;
  const { mac, address, plan } = installation.interface;
  const card = {
    match: { macaddress: mac },
    addresses: [`${address}/${prefixLength(plan.cidr)}`],
    routes: [{ to: "default", via: plan.gateway }],
    nameservers: { addresses: plan.dnsServers },
  };
  const told = {
    version: 1,
    locale: "en_US.UTF-8",
    timezone: timeZone,
    network: { version: 2, ethernets: { servers: card } },
    storage: { layout: { name: "lvm", match: { serial: `*${systemDrive}` } } },
    packages: ["openssh-server", "curl", "python3"],
    "user-data": {
      hostname: name,
      disable_root: true,
      users: [
        {
          ...{ name: account, lock_passwd: true, shell: "/bin/bash" },
          ...{ sudo: "ALL=(ALL) NOPASSWD: ALL", ssh_authorized_keys: [publicKey] },
        },
      ],
    },
    "late-commands": [sayEnded(installation)],
    shutdown: "poweroff",
  };
  return `#cloud-config\n${JSON.stringify({ autoinstall: told }, undefined, 2)}\n`;
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
