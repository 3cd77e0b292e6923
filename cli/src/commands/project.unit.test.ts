import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { Command } from 'commander';
import { describe, expect, test } from 'vitest';

import { createCli } from '../cli.ts';
import { messagesFor } from '../messages/index.ts';
import { createOutput } from '../output.ts';
import { registerProject } from './project.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

const program = new Command();
registerProject(program, createCli(messagesFor('en'), createOutput(false)));
const command = (name: string) => program.commands.find((one) => one.name() === name);

test('every command that the script does by itself can be found', async () => {
  const script = await readFile(resolve(REPOSITORY, 'run'), 'utf8');
  const branches = [...script.matchAll(/^([a-z][a-z |-]*)\)\n(?:.*\n)*?\s*;;$/gm)];
  const own = branches
    .filter(([branch]) => !branch.includes('/cli/src/main.ts'))
    .map(([, names]) => names ?? '');
  const names = own.flatMap((words) => words.split(' | '));
  expect(names).toContain('bench');
  for (const name of names) expect(command(name)?.description(), name).not.toBe('');
});

describe.each(['bench', 'faults'])('%s', (name) => {
  test('has the options that its own help names', async () => {
    const text = await readFile(resolve(REPOSITORY, name, 'src/command-line.ts'), 'utf8');
    const [help = ''] = /HELP = `[^`]*`/.exec(text) ?? [];
    const named = [...help.matchAll(/^ {2}(--[a-z-]+(?: [A-Z]+)?)/gm)].map(([, flag = '']) =>
      flag.replace(/ .*/, ' <value>'),
    );
    const options = command(name)?.options.map(({ flags }) => flags.replace(/<.*>/, '<value>'));
    expect(options?.sort()).toEqual(named.sort());
  });
});
