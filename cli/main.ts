#!/usr/bin/env node
import { Command } from "commander";
import { adoptCommand } from "./adopt/command.js";
import { auditCommand } from "./audit/command.js";
import { backupsCommand } from "./backups/command.js";
import { calendarCommand } from "./calendar/command.js";
import { consoleCommand } from "./console/command.js";
import { controlsCommand } from "./controls/command.js";
import { disasterRecoveryCommand } from "./disasterRecovery/command.js";
import { driftCommand } from "./drift/command.js";
import { dueCommand } from "./due/command.js";
import { firewallCheckCommand } from "./firewallCheck/command.js";
import { firewallRequestCommand } from "./firewallRequest/command.js";
import { gateCommand } from "./gate/command.js";
import { healthCommand } from "./health/command.js";
import { noticesCommand } from "./notices/command.js";
import { patchesCommand } from "./patches/command.js";
import { policyConfigCommand } from "./policyConfig/command.js";
import { recoverCommand } from "./recover/command.js";
import { releaseCommand } from "./release/command.js";
import { restoreCommand } from "./restore/command.js";
import { simCommand } from "./sim/command.js";
import { tellUser } from "./tellUser.js";

new Command("comanaged")
  .description("What plain `pulumi` does not do for co-managed hosting")
  .addCommand(adoptCommand())
  .addCommand(auditCommand())
  .addCommand(backupsCommand())
  .addCommand(calendarCommand())
  .addCommand(noticesCommand())
  .addCommand(policyConfigCommand())
  .addCommand(consoleCommand())
  .addCommand(controlsCommand())
  .addCommand(disasterRecoveryCommand())
  .addCommand(driftCommand())
  .addCommand(dueCommand())
  .addCommand(firewallCheckCommand())
  .addCommand(firewallRequestCommand())
  .addCommand(gateCommand())
  .addCommand(healthCommand())
  .addCommand(patchesCommand())
  .addCommand(recoverCommand())
  .addCommand(releaseCommand())
  .addCommand(restoreCommand())
  .addCommand(simCommand())
  .parseAsync()
  .catch(tellUser);
