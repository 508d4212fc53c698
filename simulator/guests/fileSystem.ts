import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { utils } from "ssh2";

/** The account of the provider's images: it may become root without a password. */
export const imageAccount = "comanaged";

const firstFiles = (name: string): Readonly<Record<string, string>> => ({
  "etc/hostname": `${name}\n`,
  "etc/passwd": [
    "root:x:0:0:root:/root:/bin/bash",
    `${imageAccount}:x:1000:1000:Co-managed hosting:/home/${imageAccount}:/bin/bash`,
    "",
  ].join("\n"),
  "etc/sudoers.d/image": `${imageAccount} ALL=(ALL) NOPASSWD: ALL\n`,
});

/** The file system of a machine, from the root that stands for `/`. */
export class FileSystem {
  readonly root: string;

  /** Opens the file system; at the first start of a machine it holds what its image holds. */
  constructor(root: string, name: string) {
    this.root = root;
    if (!existsSync(root)) {
      const key = utils.generateKeyPairSync("ed25519", { comment: name });
      const files = {
        ...firstFiles(name),
        "etc/ssh/ssh_host_ed25519_key": key.private,
        "etc/ssh/ssh_host_ed25519_key.pub": `${key.public}\n`,
      };
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text, { mode: path.endsWith("_key") ? 0o600 : 0o644 });
      }
    }
  }

  get hostKey(): string {
    return this.read("etc/ssh/ssh_host_ed25519_key");
  }

  get publicHostKey(): string {
    return this.read("etc/ssh/ssh_host_ed25519_key.pub").trim();
  }

  hasAccount(name: string): boolean {
    return this.lines("etc/passwd").some((line) => line.startsWith(`${name}:`));
  }

  /** Whether the account has expired: since 1970, as `usermod --expiredate 1` writes it. */
  isExpired(name: string): boolean {
    return this.lines("etc/shadow").some(
      (line) => line.split(":")[0] === name && line.split(":")[7] === "1",
    );
  }

  /** The keys that sshd accepts for an account, from the files that its settings name. */
  authorizedKeys(account: string): string[] {
    const files = this.keyFiles().map((file) => {
      const path = file.replaceAll("%u", account);
      return path.startsWith("/") ? path : `home/${account}/${path}`;
    });
    return files.flatMap((file) => this.lines(file)).filter((line) => !line.startsWith("#"));
  }

  /** As with sshd, the first setting counts. */
  private keyFiles(): string[] {
    const folder = join(this.root, "etc/ssh/sshd_config.d");
    const settings = existsSync(folder) ? readdirSync(folder).sort() : [];
    const [first] = settings
      .filter((file) => file.endsWith(".conf"))
      .flatMap((file) => this.lines(`etc/ssh/sshd_config.d/${file}`))
      .filter((line) => line.startsWith("AuthorizedKeysFile "));
    return first?.split(/\s+/).slice(1) ?? [".ssh/authorized_keys"];
  }

  private lines(path: string): string[] {
    return this.read(path)
      .split("\n")
      .filter((line) => line !== "");
  }

  private read(path: string): string {
    const file = join(this.root, path);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }
}
