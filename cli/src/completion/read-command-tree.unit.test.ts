import { Argument, Command, Option } from 'commander';
import { describe, expect, test } from 'vitest';

import { readCommandTree } from './read-command-tree.ts';
import { shellTables } from './shell-tables.ts';
import { argumentSource, optionSource } from './value-source.ts';

/** A program such as others may make of ours one day. */
function program(): Command {
  const root = new Command('./run').helpCommand(false);
  const schedule = root.command('schedule').description("A job's own times");
  schedule
    .helpCommand(false)
    .command('pause')
    .argument('<name>')
    .description('Rest')
    .option('--json', 'As JSON');
  schedule
    .command('add')
    .argument('<name>')
    .addOption(new Option('--mode <mode>').choices(['full', 'dry-run']));
  root.command('explain').argument('[job]').argument('[file...]');
  root.command('secret', { hidden: true });
  return root;
}

function pick(path: string): Command {
  return path.split(' ').reduce<Command>((command, name) => {
    const found = command.commands.find((sub) => sub.name() === name);
    if (found === undefined) throw new TypeError(`There is no ${name}.`);
    return found;
  }, program());
}

describe('the tree', () => {
  test('holds every command with its notes, and none that is hidden', () => {
    const tree = readCommandTree(program());
    expect(tree.map(({ path }) => path)).toEqual([
      '',
      'schedule',
      'schedule pause',
      'schedule add',
      'explain',
    ]);
    expect(tree[0]?.commands).toEqual([
      { word: 'schedule', note: "A job's own times" },
      { word: 'explain', note: '' },
    ]);
    expect(tree[2]?.options).toMatchObject([
      { word: '--json', note: 'As JSON', value: null },
      { word: '--help' },
    ]);
  });

  test('in a shell is quoted, and the last of many arguments stands for all behind it', () => {
    const tables = shellTables(readCommandTree(program()));
    expect(tables).toContain(`'A job'\\''s own times'`);
    expect(tables).toContain(
      `'explain 0') _regpipe_source=live _regpipe_kind='jobs' _regpipe_for='explain' ;;`,
    );
    expect(tables).toContain(`'explain '*) _regpipe_source=files ;;`);
    expect(tables).toContain(
      `'schedule add --mode') _regpipe_source=words _regpipe_words=('full' 'dry-run')`,
    );
  });
});

describe('values come', () => {
  test.each([
    ['--dataset <name>', { from: 'live', kind: 'datasets' }],
    ['--before <job>', { from: 'live', kind: 'jobs' }],
    ['--source <url>', { from: 'files' }],
    ['--csv <file>', { from: 'files' }],
    ['--limit <n>', { from: 'nothing' }],
  ])('of %s', (flags, source) => {
    expect(optionSource(pick('explain'), new Option(flags))).toMatchObject(source);
  });

  test('of choices, wherever they stand', () => {
    const argument = new Argument('<shell>').choices(['bash', 'zsh']);
    expect(argumentSource(pick('explain'), argument)).toEqual({ from: 'words', words: ['bash', 'zsh'] });
  });

  test('of names that exist, and not of those that are to be made', () => {
    const name = new Argument('<name>');
    expect(argumentSource(pick('schedule pause'), name)).toMatchObject({ from: 'live', kind: 'schedules' });
    expect(argumentSource(pick('schedule add'), name)).toEqual({ from: 'nothing' });
  });
});
