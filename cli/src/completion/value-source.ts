import type { Argument, Command, Option } from 'commander';

import { commandPath } from '../find-command.ts';

/** What the values of an argument or an option are completed from. */
export type ValueSource =
  | { readonly from: 'words'; readonly words: readonly string[] }
  /** Asked of the API when they are needed. */
  | { readonly from: 'live'; readonly kind: LiveKind; readonly command: string }
  | { readonly from: 'files' }
  | { readonly from: 'nothing' };

export const LIVE_KINDS = ['jobs', 'drops', 'datasets', 'tokens', 'schedules'] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/** What placeholders stand for, wherever they occur. */
const BY_PLACEHOLDER: Readonly<Record<string, LiveKind | 'files'>> = {
  job: 'jobs',
  drop: 'drops',
  dataset: 'datasets',
  schedule: 'schedules',
  file: 'files',
  path: 'files',
  url: 'files',
  dir: 'files',
};
/** What `<name>` stands for, by the first word of its command. A new name cannot be known. */
const BY_FAMILY: Readonly<Record<string, LiveKind>> = { token: 'tokens', schedule: 'schedules' };
const MAKES_NAMES = /(^| )(add|create|set|put)$/;

/** Of an option that takes a value. */
export function optionSource(command: Command, option: Option): ValueSource {
  if (option.argChoices !== undefined) return { from: 'words', words: option.argChoices };
  const placeholder = /[<[]([^\]>.]+)/.exec(option.flags)?.[1] ?? '';
  // `--dataset <name>` says by its own name what it takes.
  return fromNames([option.name(), placeholder], command);
}

export function argumentSource(command: Command, argument: Argument): ValueSource {
  if (argument.argChoices !== undefined) return { from: 'words', words: argument.argChoices };
  const path = commandPath(command);
  const name = argument.name();
  if (name !== 'name') return fromNames([name], command);
  const kind = MAKES_NAMES.test(path) ? undefined : BY_FAMILY[path.split(' ')[0] ?? ''];
  return kind === undefined ? { from: 'nothing' } : { from: 'live', kind, command: path };
}

function fromNames(names: readonly string[], command: Command): ValueSource {
  const found = names.map((name) => BY_PLACEHOLDER[name]).find((source) => source !== undefined);
  if (found === undefined) return { from: 'nothing' };
  return found === 'files' ? { from: 'files' } : { from: 'live', kind: found, command: commandPath(command) };
}
