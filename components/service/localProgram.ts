/**
 * The command that runs a fixed program where the engine runs. The program comes on standard
 * input, after the line with what it is told. Another program than the agreed one does not run.
 * What stands in lists of processes is this text, and no data; sh and cmd.exe read it in the same
 * way.
 *
 * @param sha256 of the program
 */
export function localProgram(sha256: string, action: "keep" | "release"): string {
  const load = [
    "const i=require('fs').readFileSync(0),n=i.indexOf(10),p=i.subarray(n+1)",
    `if(require('crypto').createHash('sha256').update(p).digest('hex')!=='${sha256}')` +
      "throw new Error('another program than was agreed on')",
    "Function('require','process','DOCUMENT','ACTION',p.toString())" +
      `(require,process,i.subarray(0,n).toString(),'${action}')`,
  ].join(";");
  return `node -e "${load}"`;
}
