import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { demoEnvironment, readPreferences, readSettings } from './settings.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'regpipe-cli-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function keepToken(directory: string, token: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'api-token'), `${token}\n`);
}

describe('where the gateway is', () => {
  test('on this machine by default, at the port that the gateway is given', () => {
    expect(readSettings({}, [root]).url).toBe('http://127.0.0.1:8000');
    expect(readSettings({ REGPIPE_HTTP_PORT: '8123' }, [root]).url).toBe('http://127.0.0.1:8123');
    expect(readSettings({ REGPIPE_URL: '', REGPIPE_HTTP_PORT: '' }, [root]).url).toBe(
      'http://127.0.0.1:8000',
    );
  });

  test('elsewhere by REGPIPE_URL, whose last slash does not matter', () => {
    expect(
      readSettings({ REGPIPE_URL: 'https://regpipe.example/', REGPIPE_HTTP_PORT: '1' }, [root]).url,
    ).toBe('https://regpipe.example');
  });

  test('every bad variable is named at once', () => {
    expect(() => readSettings({ REGPIPE_URL: 'ftp://x', REGPIPE_HTTP_PORT: 'eighty' }, [root])).toThrow(
      /REGPIPE_HTTP_PORT: .*REGPIPE_URL: /,
    );
  });
});

describe('the token', () => {
  test('is given, or kept in the data directory of the working directory, then of the repository', () => {
    const repository = join(root, 'repository');
    keepToken(join(repository, '.regpipe'), 'of-the-repository');
    expect(readSettings({}, [root, repository]).token).toBe('of-the-repository');
    keepToken(join(root, '.regpipe'), 'from-here');
    expect(readSettings({}, [root, repository]).token).toBe('from-here');
    expect(readSettings({ REGPIPE_API_TOKEN: 'given' }, [root]).token).toBe('given');
  });

  test('is looked for in REGPIPE_DATA_DIR, also an absolute one', () => {
    keepToken(join(root, 'data'), 'of-data');
    expect(readSettings({ REGPIPE_DATA_DIR: 'data' }, [root]).token).toBe('of-data');
    expect(readSettings({ REGPIPE_DATA_DIR: join(root, 'data') }, ['/']).token).toBe('of-data');
  });

  test('may be missing', () => {
    expect(readSettings({}, [root]).token).toBeUndefined();
  });
});

test('the demo may read its own sample, and what the environment allows besides', () => {
  expect(demoEnvironment({ REGPIPE_SOURCE_HOSTS: '', DATABASE_URL: 'postgres://elsewhere/' })).toEqual({
    REGPIPE_SOURCE_HOSTS: '127.0.0.1:*,datasets',
    REGPIPE_SOURCE_PRIVATE_HOSTS: '127.0.0.1',
  });
  const given = { REGPIPE_SOURCE_HOSTS: '*', REGPIPE_SOURCE_PRIVATE_HOSTS: '*.lan' };
  expect(demoEnvironment(given)).toEqual({
    REGPIPE_SOURCE_HOSTS: '*,127.0.0.1:*,datasets',
    REGPIPE_SOURCE_PRIVATE_HOSTS: '*.lan,127.0.0.1',
  });
});

describe('the language', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh-TW'],
    [{ LANG: 'zh_TW.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'en_US', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'C', REGPIPE_LANG: 'zh-TW' }, 'zh-TW'],
    [{ LANG: 'zh_TW', LC_ALL: '' }, 'zh-TW'],
  ])('of %j is %s', (environment, language) => {
    expect(readPreferences(environment).language).toBe(language);
  });
});
