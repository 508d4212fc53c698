/**
 * SHA-256 of the program that keeps a Windows server as declared: the files of
 * `components/access/bootstrap/windows` in their order. A test says when it is out of date.
 */
export const windowsProgramSha256 =
  "f4ac440d1da0487502aebc8554bc0d970a3203b041e0d7a2c16e1d2083c569e5";

// The program comes on standard input, after the line with the document. Windows PowerShell reads
// that input itself, line by line and by the code page of the session: all of it is ASCII. What
// stands in the server's logs of commands and of processes is this text, and no data.
const loading = (programSha256: string, settings: readonly string[] = []): string =>
  [
    ...settings,
    "$ErrorActionPreference='Stop'",
    "$ProgressPreference='SilentlyContinue'",
    "$lines=@($input)",
    '$program=(@($lines|Select-Object -Skip 1) -join "`n")+"`n"',
    "$bytes=[Text.Encoding]::UTF8.GetBytes($program)",
    "$hash=[BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($bytes))",
    `if($hash.Replace('-','') -ne '${programSha256}')` +
      "{[Console]::Error.WriteLine('another program than was agreed on');exit 1}",
    "&([ScriptBlock]::Create($program)) $lines[0]",
  ].join(";");

const load = loading(windowsProgramSha256);

const show = [
  "$ErrorActionPreference='Stop'",
  "$keys='ed25519','ecdsa'|ForEach-Object{\"$env:ProgramData\\ssh\\ssh_host_$($_)_key.pub\"}",
  "$key=$keys|Where-Object{[IO.File]::Exists($_)}|Select-Object -First 1",
  "[Console]::Out.Write([IO.File]::ReadAllText($key).Trim())",
].join(";");

/** The same in cmd.exe and in PowerShell, whichever is the shell of a server's SSH. */
const encoded = (script: string): string =>
  "powershell -NoProfile -NonInteractive -InputFormat Text -OutputFormat Text -EncodedCommand " +
  Buffer.from(script, "utf16le").toString("base64");

/** The command that keeps a Windows server as declared, by an account that administers it. */
export const keepWindows = encoded(load);

/** The command with which a Windows server shows the public half of its SSH host key. */
export const showWindowsHostKey = encoded(show);

/**
 * SHA-256 of the program that keeps machines on a Hyper-V host: the files that
 * `components/access/hypervProgram.ts` names, in their order. A test says when it is out of date.
 */
export const hypervProgramSha256 =
  "5993bf816617fc4e158e45caf8380a62e073f118897206d8943a401ae4109f71";

const keepMachine = loading(hypervProgramSha256, ["$Removing=$false"]);
const removeMachine = loading(hypervProgramSha256, ["$Removing=$true"]);

/** The command that makes a machine on a Hyper-V host what its document says. */
export const keepHyperv = encoded(keepMachine);

/** The command that removes the machine of a document from its Hyper-V host. */
export const removeHyperv = encoded(removeMachine);

/**
 * SHA-256 of the program that keeps machines through Virtual Machine Manager: the files that
 * `components/access/vmmProgram.ts` names, in their order. A test says when it is out of date.
 */
export const vmmProgramSha256 = "e9af3777d958e9e6461ed317286a0b9a93f33e040312618c7dc14f8ee2868c0a";

const keepManaged = loading(vmmProgramSha256, ["$Removing=$false"]);
const removeManaged = loading(vmmProgramSha256, ["$Removing=$true"]);

/** The command that has Virtual Machine Manager make a machine what its document says. */
export const keepVmm = encoded(keepManaged);

/** The command that has Virtual Machine Manager remove the machine of a document. */
export const removeVmm = encoded(removeManaged);

/** What makes a machine of Hyper-V, and what removes it: on its host, or where that is managed. */
export const machineRemovals: Readonly<Record<string, string>> = {
  [keepHyperv]: removeHyperv,
  [keepVmm]: removeVmm,
};

/** The scripts of the commands, which tests read. */
export const windowsScripts = [
  ...[load, show],
  ...[keepMachine, removeMachine],
  ...[keepManaged, removeManaged],
] as const;
