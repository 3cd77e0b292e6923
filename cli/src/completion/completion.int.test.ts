import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, test } from 'vitest';

import { type FakeApi, ok, startFakeApi } from '../testing/fake-api.ts';
import { dropFixture, jobFixture, runningJobFixture } from '../testing/fixtures.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const RUN = resolve(REPOSITORY, 'run');
/** No setting of whoever runs the tests. */
const PATH = '/usr/local/bin:/usr/bin:/bin';
const ZSH = ['/bin/zsh', '/usr/bin/zsh'].find((path) => existsSync(path));

/** What is typed, up to the word at the cursor, and what is offered for that. */
const CASES: readonly (readonly [words: readonly string[], offered: readonly string[] | 'nothing'])[] = [
  [
    ['./run', 're'],
    ['resume', 'redrive', 'rebuild'],
  ],
  [
    ['./run', 'token', ''],
    ['add', 'list', 'revoke'],
  ],
  [
    ['./run', 'token', 'add', 'ci', '--role', ''],
    ['sender', 'viewer', 'operator', 'admin'],
  ],
  [
    ['./run', 'jobs', '--json', '--status', 'p'],
    ['publishing', 'partial'],
  ],
  [['./run', 'etl', '--l'], ['--limit']],
  [['./run', 'etl', '--limit', '5', '--fo'], ['--force']],
  [
    ['./run', 'bench', 's'],
    ['serving', 'small'],
  ],
  [
    ['./run', 'faults', '--s'],
    ['--short', '--seed'],
  ],
  [['./run', 'tf-d'], ['tf-destroy']],
  [['./run', 'tf-plan', 'mon'], ['monitoring']],
  [['./run', 'setup', '--al'], ['--alarm-email']],
  [
    ['./run', 'help', 'rol'],
    ['rollback', 'rollback-deploy'],
  ],
  [['./run', 'help', 'token', 're'], ['revoke']],
  [['./run', 'errors', '42', '--csv', 'REA'], ['README.md']],
  [['./run', 'test', 'cli/pack'], ['cli/package.json']],
  [
    ['./run', 'status', ''],
    ['43', '42', '41'],
  ],
  [['./run', 'resume', ''], ['41']],
  [['./run', 'drops', ''], ['6']],
  [
    ['./run', 'cancel', ''],
    ['43', '41'],
  ],
  [
    ['./run', 'etl', '--dataset', ''],
    ['plants', 'tax-registration'],
  ],
  // A new name is nobody's to know, but there are options.
  [
    ['./run', 'token', 'add', ''],
    ['--role', '--expires', '--json', '--help'],
  ],
  [['./run', 'token', 'add', 'c'], 'nothing'],
  [['./run', 'no-such-command', 'x'], 'nothing'],
  // An alias has no path; a program of the same name elsewhere is none of ours.
  [
    ['regpipe', 'rol'],
    ['rollback', 'rollback-deploy'],
  ],
  [
    ['./run', 'deploy', 'gateway', 'tr'],
    ['tracker', 'transformer'],
  ],
  [['/usr/bin/run', 'REA'], ['README.md']],
];

let api: FakeApi;

beforeAll(async () => {
  const items = [runningJobFixture({ id: 43 }), jobFixture(), jobFixture({ id: 41, status: 'failed' })];
  api = await startFakeApi({
    'GET /api/jobs': () => ok({ items, next_cursor: null }),
    'GET /api/drops': () => ok({ items: [dropFixture()], next_cursor: null }),
    'GET /api/datasets': () => ok({ items: [{ name: 'plants' }, { name: 'tax-registration' }] }),
  });
  return () => api.close();
});

/** Lets a shell read its script, then run `lines`; gives a line of stdout for each case. */
async function inShell(shell: 'bash' | 'zsh', path: string, lines: string): Promise<string[]> {
  const script = await promisify(execFile)(RUN, ['completion', shell], { cwd: REPOSITORY });
  const options = shell === 'bash' ? ['--norc', '--noprofile'] : ['-f'];
  const { stdout } = await promisify(execFile)(path, [...options, '-c', `${script.stdout}\n${lines}`], {
    cwd: REPOSITORY,
    env: { PATH, REGPIPE_URL: api.url, REGPIPE_API_TOKEN: 'secret' },
  });
  return stdout.trimEnd().split('\n');
}

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
const expected = (cases: typeof CASES) =>
  cases.map(([words, offered]) => `${words.join(' ')} → ${offered === 'nothing' ? '' : offered.join(' ')}`);

describe('what is offered for a word', () => {
  test('in bash, which cuts words at =', async () => {
    const complete = `offer() {
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      _regpipe
      echo "$* → \${COMPREPLY[*]}"
    }`;
    const cut: typeof CASES = [
      [
        ['./run', 'token', 'add', 'ci', '--role', '='],
        ['sender', 'viewer', 'operator', 'admin'],
      ],
      [['./run', 'token', 'add', 'ci', '--role', '=', 'o'], ['operator']],
      [['./run', 'token', 'add', 'ci', '--role', '=', 'viewer', '--ex'], ['--expires']],
    ];
    const cases = [...CASES, ...cut];
    const lines = cases.map(([words]) => `offer ${quoted(words)}`).join('\n');
    expect(await inShell('bash', 'bash', `${complete}\n${lines}`)).toEqual(expected(cases));
  });

  test.skipIf(ZSH === undefined)('in zsh, with a note on each', async () => {
    // Its own functions need a terminal; what they are given does not.
    const complete = `
      _files() { seen=(\${words[CURRENT]}*); }
      _describe() { seen=(\${(P)3}); }
      offer() {
        local -a seen words=("$@")
        local CURRENT=$#
        _regpipe
        local -a matching=(\${(M)\${seen%%:*}:#\${words[CURRENT]}*})
        print -r -- "$* → $matching"
      }
      note() { local -a words=("$@"); local CURRENT=$#; _describe() { print -rl -- \${(P)3}; }; _regpipe; }`;
    const lines = CASES.map(([words]) => `offer ${quoted(words)}`);
    const notes = ["note ./run token ''", "note ./run resume ''"];
    const said = await inShell('zsh', ZSH ?? '', [complete, ...lines, ...notes].join('\n'));
    expect(said.slice(0, CASES.length)).toEqual(expected(CASES));
    expect(said).toContain('add:Make a token for the API; it is shown once');
    expect(said).toContain('41:failed, tax-registration');
  });
});

test('without an API nothing is offered, and nothing said', async () => {
  const run = promisify(execFile)(RUN, ['complete-values', 'jobs', 'status'], {
    env: { PATH, REGPIPE_URL: 'http://127.0.0.1:9' },
  });
  await expect(run).rejects.toMatchObject({ code: 1, stdout: '', stderr: '' });
});
