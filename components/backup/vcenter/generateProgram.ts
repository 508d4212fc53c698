import { join } from "node:path";
import { bundleProgram } from "../veeam/generateProgram.js";
import { vcenterProgramFile } from "./readProgram.js";

const source = join(__dirname, "../../../../components/backup/vcenter/program.ts");

if (require.main === module) {
  void bundleProgram(source, vcenterProgramFile);
}
