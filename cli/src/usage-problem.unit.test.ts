import { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';

import { messagesFor } from './messages/index.ts';
import { usageProblem } from './usage-problem.ts';

function program(): Command {
  const quiet = { outputError: () => undefined };
  const root = new Command('./run').exitOverride().configureOutput(quiet);
  root.command('status').argument('[job]').option('--watch').option('--json');
  root.command('token').command('add').argument('<name>').requiredOption('--role <role>');
  root.command('stop');
  return root;
}

function problemOf(line: string, language: 'en' | 'zh-TW' = 'en') {
  const words = line.split(' ');
  const root = program();
  try {
    root.parse(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usageProblem(error, root, words, messagesFor(language));
  }
  throw new TypeError(`${line} is a command.`);
}

describe('what commander complains about', () => {
  test.each([
    ['stauts', "unknown command 'stauts'", 'Did you mean ./run status? ./run --help says what there is.'],
    ['nonsense', "unknown command 'nonsense'", './run --help says what there is.'],
    [
      'token ad',
      "unknown command 'ad'",
      'Did you mean ./run token add? ./run token --help says what there is.',
    ],
    [
      'status --wach',
      "unknown option '--wach'",
      'Did you mean --watch? ./run status --help says what there is.',
    ],
    [
      'token add',
      "required option '--role <role>' not specified",
      './run token add --help says what there is.',
    ],
  ])('%s: names what was meant, and where it stands', (line, message, next) => {
    expect(problemOf(line)).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2, message, next });
  });

  test('several that may have been meant', () => {
    expect(problemOf('sto').next).toContain('./run stop');
  });

  test('in Chinese, too', () => {
    expect(problemOf('stauts', 'zh-TW')).toMatchObject({
      message: '沒有這個指令：stauts',
      next: '您是不是要輸入 ./run status？ ./run --help 可查看用法。',
    });
  });
});
