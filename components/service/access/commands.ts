/**
 * SHA-256 of the program that keeps a Linux server as declared: the files of
 * `components/access/bootstrap/linux` one after the other. A test says when it is out of date.
 */
export const linuxProgramSha256 =
  "dd586fb5090b400aa227efaa3be5eb6a75cdfbfa58f4fe0fe6bb3d1dea98c75a";

// The program comes on standard input, after the line with the document. The server itself refuses
// any other: what stands in its logs and in those of sudo is this line with the hash, and no data.
const load = [
  "import hashlib,sys",
  'd,_,p=sys.stdin.buffer.read().partition(b"\\n")',
  `hashlib.sha256(p).hexdigest()=="${linuxProgramSha256}" or sys.exit("another program than was agreed on")`,
  'exec(compile(p,"comanaged","exec"),{"DOCUMENT":d,"PROGRAM":p})',
].join(";");

/** The command that keeps a Linux server as declared, as root, with the Python of its system. */
export const keepLinux =
  'exec $(test "$(id -u)" = 0 || echo sudo -n) ' +
  `$(command -v /usr/libexec/platform-python || command -v python3) -I -c '${load}'`;

/** The command with which a server shows the public half of its SSH host key. */
export const showHostKey = ["ed25519", "ecdsa"]
  .map((type) => `cat "$COMANAGED_ROOT"/etc/ssh/ssh_host_${type}_key.pub`)
  .join(" 2>/dev/null || ");
