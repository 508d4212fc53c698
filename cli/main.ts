#!/usr/bin/env node
import { Command } from "commander";
import { recoverCommand } from "./recover/command.js";
import { simCommand } from "./sim/command.js";
import { tellUser } from "./tellUser.js";

new Command("comanaged")
  .description("What plain `pulumi` does not do for co-managed hosting")
  .addCommand(recoverCommand())
  .addCommand(simCommand())
  .parseAsync()
  .catch(tellUser);
