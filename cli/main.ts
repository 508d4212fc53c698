#!/usr/bin/env node
import { Command } from "commander";
import { calendarCommand } from "./calendar/command.js";
import { noticesCommand } from "./notices/command.js";
import { patchesCommand } from "./patches/command.js";
import { recoverCommand } from "./recover/command.js";
import { simCommand } from "./sim/command.js";
import { tellUser } from "./tellUser.js";

new Command("comanaged")
  .description("What plain `pulumi` does not do for co-managed hosting")
  .addCommand(calendarCommand())
  .addCommand(noticesCommand())
  .addCommand(patchesCommand())
  .addCommand(recoverCommand())
  .addCommand(simCommand())
  .parseAsync()
  .catch(tellUser);
