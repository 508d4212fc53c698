import { type ObjectInputs, text } from "./finder.js";

/**
 * How a person gets rid of an object of an interrupted run that no look-up can tell of: commands of
 * AWS's own tool. Undefined of everything that can be found, and where nothing can stand yet.
 */
export function removalOfLost(token: string, inputs: ObjectInputs): string | undefined {
  const plan = text(inputs, "planId");
  if (token === "aws:backup/selection:Selection" && plan !== undefined) {
    return (
      `aws backup list-backup-selections --backup-plan-id ${plan}, and with the id that it tells ` +
      `aws backup delete-backup-selection --backup-plan-id ${plan} --selection-id …`
    );
  }
  const [test, name] = [text(inputs, "restoreTestingPlanName"), text(inputs, "name")];
  return token === "aws:backup/restoreTestingSelection:RestoreTestingSelection" &&
    test !== undefined &&
    name !== undefined
    ? `aws backup delete-restore-testing-selection --restore-testing-plan-name ${test} ` +
        `--restore-testing-selection-name ${name}`
    : undefined;
}
