import { join } from "node:path";
import { bundleProgram } from "../backup/veeam/generateProgram.js";
import { hardwareProgramFile } from "./readProgram.js";

const source = join(__dirname, "../../../components/hardware/program.ts");

if (require.main === module) {
  void bundleProgram(source, hardwareProgramFile);
}
