/**
 * SHA-256 of the program that keeps jobs on a backup server, as the build makes it from
 * `components/backup/veeam/program.ts`. A test says when it is out of date.
 */
export const backupServerProgramSha256 =
  "475e81554e33f6cfbcd67da492d211869e22029a68b74b0f613ecfa5545c6ebe";

// The program comes on standard input, after the line with what it is told, and runs where the
// engine runs. Another program than the agreed one does not run. What stands in lists of
// processes is this text, and no data; sh and cmd.exe read it in the same way.
const load = (action: string) =>
  [
    "const i=require('fs').readFileSync(0),n=i.indexOf(10),p=i.subarray(n+1)",
    `if(require('crypto').createHash('sha256').update(p).digest('hex')!=='${backupServerProgramSha256}')` +
      "throw new Error('another program than was agreed on')",
    "Function('require','process','DOCUMENT','ACTION',p.toString())" +
      `(require,process,i.subarray(0,n).toString(),'${action}')`,
  ].join(";");

/** The command that keeps the jobs of a backup class as declared. */
export const keepBackupJobs = `node -e "${load("keep")}"`;

/** The command that removes the jobs of a backup class and leaves their backups. */
export const releaseBackupJobs = `node -e "${load("release")}"`;
