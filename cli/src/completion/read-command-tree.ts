import type { Command } from 'commander';

import { commandPath } from '../find-command.ts';
import { argumentSource, optionSource, type ValueSource } from './value-source.ts';

export interface Offer {
  readonly word: string;
  /** One line on it, in the user's language. */
  readonly note: string;
}

export interface OptionOffer extends Offer {
  /** null of an option that takes no value. */
  readonly value: ValueSource | null;
}

/** All that can follow a command. */
export interface CommandOffers {
  /** Its name and those of the commands it belongs to; empty for the program. */
  readonly path: string;
  readonly commands: readonly Offer[];
  readonly options: readonly OptionOffer[];
  /** In their order; the last one may be `variadic`. */
  readonly values: readonly ValueSource[];
  readonly variadic: boolean;
}

/** A program with all its commands, as flat as a shell can use it. Whatever adds a command to it is found. */
export function readCommandTree(command: Command): CommandOffers[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const { registeredArguments: given } = command;
  const own: CommandOffers = {
    path: commandPath(command),
    commands: commands.map((sub) => ({ word: sub.name(), note: sub.summary() || sub.description() })),
    options: help.visibleOptions(command).map((option) => ({
      word: option.long ?? option.short ?? '',
      note: option.description,
      value: option.required || option.optional ? optionSource(command, option) : null,
    })),
    values: given.map((argument) => argumentSource(command, argument)),
    variadic: given.at(-1)?.variadic === true,
  };
  return [own, ...commands.flatMap((sub) => readCommandTree(sub))];
}
