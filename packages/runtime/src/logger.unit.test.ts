import { describe, expect, test } from 'vitest';

import { createLogger, type LoggerOptions } from './logger.ts';

function logTo(options: Partial<LoggerOptions> = {}) {
  let text = '';
  const destination = { write: (line: string) => void (text += line) };
  return {
    log: createLogger({ service: 'test', level: 'debug', destination, ...options }),
    text: () => text,
  };
}

/** Of our own: where the terminal has colours, the level is in one. */
const COLOUR = new RegExp(`${String.fromCodePoint(0x1b)}\\[\\d+m`, 'g');
const TOKEN = `rp_${'a1B-_'.repeat(8)}xyz`;
const SECRETS = ['hunter2', 'S3cr3t', TOKEN, 'own-token-of-16'];

const LEAKS: readonly [string, object, string][] = [
  ['a URL in a message', {}, 'NATS at nats://user:hunter2@host:4222,nats://u:S3cr3t@b refused.'],
  ['a URL in a field', { url: 'postgres://regpipe:hunter2@127.0.0.1:5432/db?sslpassword=S3cr3t' }, 'x'],
  ['a password with an @', { url: 'https://u:p@hunter2@host/path' }, 'x'],
  ['a signed address', { source: 'https://host/a.csv?X-Amz-Signature=S3cr3t&b=1#f' }, 'x'],
  ['a header', { headers: { authorization: `Bearer hunter2` } }, 'x'],
  ['a header of a request', { req: { headers: { cookie: 'a=hunter2', 'x-csrf-token': 'S3cr3t' } } }, 'x'],
  ['a key that says so', { password: 'hunter2', inner: { token: 'S3cr3t' } }, 'x'],
  ['a token in a message', {}, `No such token: ${TOKEN}.`],
  ['a session in a message', {}, 'Cookie: regpipe_session=hunter2'],
  ['an error', { err: new Error('connect postgres://u:hunter2@h/ failed') }, 'x'],
  ['the cause of an error', { err: new Error('x', { cause: new Error('Bearer hunter2') }) }, 'x'],
  ['a field of an error', { err: Object.assign(new Error('x'), { url: 'nats://u:hunter2@h' }) }, 'x'],
  ['a connection string of words', {}, 'host=h user=u password=hunter2 dbname=d'],
  [
    'words at the beginning of a line',
    {},
    `a\nBearer hunter2\npassword=S3cr3t\n${TOKEN}\tregpipe_session=hunter2`,
  ],
  ['a session token of AWS', {}, 'should have been POST\nx-amz-security-token:hunter2/S3cr3t=\n'],
  ['a secret without a shape', { note: 'own-token-of-16' }, 'got own-token-of-16'],
];

describe.each([false, true])('with pretty %j', (pretty) => {
  test.each(LEAKS)('%s does not give a secret away', (_what, fields, message) => {
    const { log, text } = logTo({ pretty, secrets: ['own-token-of-16'] });
    log.info(fields, message);
    log.child({ part: 'child' }).warn(fields, message);
    expect(text()).toContain('***');
    for (const secret of SECRETS) expect(text()).not.toContain(secret);
  });

  test('what is no secret stays', () => {
    const { log, text } = logTo({ pretty });
    const said = 'GET http://127.0.0.1:8000/api/jobs?limit=1 by ci@example.com; 2 tokens';
    log.info({ event: 'http_request', url: 'nats://127.0.0.1:4222' }, said);
    expect(text()).toContain(said);
    expect(text()).toContain('nats://127.0.0.1:4222');
  });

  test('foreign text reaches no terminal as a command', () => {
    const { log, text } = logTo({ pretty });
    const foreign =
      'a\u001b[2Jb\u009b31mc\u202ed\u2028e\u200bf\u007fg\rh\nWARN forged\u0000 \\u001b \u0085 全形　空白';
    log.info({ raw: foreign }, foreign);
    const own = text().replaceAll(COLOUR, '');
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    expect(own).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u200b]/);
    expect(own.split('\n').filter((line) => line.startsWith('WARN'))).toEqual([]);
    expect(own).toContain('\\u001b[2J');
    expect(own).toContain('全形　空白');
  });
});

test.each([false, true])('every path gets the line of stdout, as JSON, with pretty %j', (pretty) => {
  const shipped: string[] = [];
  const paths = [{ write: (line: string) => void shipped.push(line) }];
  const { log, text } = logTo({ pretty, paths, secrets: ['own-token-of-16'] });
  for (const [, fields, message] of LEAKS) log.info(fields, message);
  log.warn({ raw: 'a\u001b[2J\u202e\u0085' }, 'said');
  for (const secret of SECRETS) expect(shipped.join('')).not.toContain(secret);
  expect(shipped.at(-1)).toContain('"raw":"a\\u001b[2J\\u202e\\u0085"');
  expect(shipped.at(-1)).toMatch(
    /^\{"level":"WARN","timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00","name":"test",.*\}\n$/,
  );
  if (!pretty) expect(text()).toBe(shipped.join(''));
});

test('a JSON line still says exactly what was logged', () => {
  const { log, text } = logTo();
  const foreign = 'a\u001b[2J \u202e \\u001b " \u2028 \u0085';
  log.info({ raw: foreign }, 'said');
  expect(JSON.parse(text())).toMatchObject({ level: 'INFO', name: 'test', raw: foreign, message: 'said' });
});

test.each(['?token', 'a.', 'password ', 'rp_', 'https://a', ';sig=', 'Bearer '])(
  'a text made of %j keeps no pattern busy',
  (part) => {
    const { log } = logTo();
    const startedAt = performance.now();
    log.info(part.repeat(64_000 / part.length));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  },
);

test("an error's stack keeps its lines for people", () => {
  const { log, text } = logTo({ pretty: true });
  log.error({ err: new Error('broken') }, 'broken');
  expect(text().split('\n').length).toBeGreaterThan(3);
});
