import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  demoEnvironment,
  type Environment,
  readContainerSettings,
  readPreferences,
  readSettings,
} from './settings.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'regpipe-cli-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Not those of the clone that the tests run in. */
const settings = (environment: Environment, roots: readonly string[]) =>
  readSettings(environment, roots, root);

function keepToken(directory: string, token: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'api-token'), `${token}\n`);
}

describe('where the gateway is', () => {
  test('on this machine by default, at the port that the gateway is given', () => {
    expect(settings({}, [root]).url).toBe('http://127.0.0.1:8000');
    expect(settings({ REGPIPE_HTTP_PORT: '8123' }, [root]).url).toBe('http://127.0.0.1:8123');
    expect(settings({ REGPIPE_URL: '', REGPIPE_HTTP_PORT: '' }, [root]).url).toBe('http://127.0.0.1:8000');
  });

  test('elsewhere by REGPIPE_URL, whose last slash does not matter', () => {
    expect(settings({ REGPIPE_URL: 'https://regpipe.example/', REGPIPE_HTTP_PORT: '1' }, [root]).url).toBe(
      'https://regpipe.example',
    );
  });

  test('every bad variable is named at once', () => {
    expect(() => settings({ REGPIPE_URL: 'ftp://x', REGPIPE_HTTP_PORT: 'eighty' }, [root])).toThrow(
      /REGPIPE_HTTP_PORT: .*REGPIPE_URL: /,
    );
  });
});

describe('the token', () => {
  test('is given, or kept in the data directory of the working directory, then of the repository', () => {
    const repository = join(root, 'repository');
    keepToken(join(repository, '.regpipe'), 'of-the-repository');
    expect(settings({}, [root, repository]).token).toBe('of-the-repository');
    keepToken(join(root, '.regpipe'), 'from-here');
    expect(settings({}, [root, repository]).token).toBe('from-here');
    expect(settings({ REGPIPE_API_TOKEN: 'given' }, [root]).token).toBe('given');
  });

  test('is looked for in REGPIPE_DATA_DIR, also an absolute one', () => {
    keepToken(join(root, 'data'), 'of-data');
    expect(settings({ REGPIPE_DATA_DIR: 'data' }, [root]).token).toBe('of-data');
    expect(settings({ REGPIPE_DATA_DIR: join(root, 'data') }, ['/']).token).toBe('of-data');
  });

  test('may be missing', () => {
    expect(settings({}, [root]).token).toBeUndefined();
  });
});

describe('the stack in containers', () => {
  const env = (text: string) => writeFileSync(join(root, '.env'), text);

  test('is where its .env says, which has its token, too', () => {
    keepToken(join(root, '.regpipe'), 'of-a-stack-that-does-not-run');
    env('REGPIPE_API_TOKEN=of-the-containers\nREGPIPE_HTTP_PORT=8123\n');
    expect(settings({}, [root])).toEqual({ url: 'http://127.0.0.1:8123', token: 'of-the-containers' });
    expect(settings({ REGPIPE_API_TOKEN: 'given' }, [root]).token).toBe('given');
  });

  test('keeps its token from other machines', () => {
    env('REGPIPE_API_TOKEN=of-the-containers\n');
    expect(settings({ REGPIPE_URL: 'https://elsewhere.example' }, [root]).token).toBeUndefined();
  });

  test('gives way to an embedded one that runs', () => {
    env('REGPIPE_API_TOKEN=of-the-containers\n');
    keepToken(join(root, '.regpipe'), 'of-the-embedded');
    const state = { pid: process.pid, apiUrl: 'http://127.0.0.1:8444', databaseUrl: '', natsUrl: '' };
    writeFileSync(join(root, '.regpipe', 'stack.json'), JSON.stringify(state));
    expect(settings({}, [root])).toEqual({ url: 'http://127.0.0.1:8444', token: 'of-the-embedded' });
  });

  test('has the image that is built here, or one that the environment or its .env names', () => {
    const image = (environment: Environment) => {
      const { image: name, builtElsewhere } = readContainerSettings(environment, root);
      return [name, builtElsewhere];
    };
    expect(image({})).toEqual(['regpipe', false]);
    env('REGPIPE_IMAGE=example/regpipe:1\n');
    expect(image({})).toEqual(['example/regpipe:1', true]);
    expect(image({ REGPIPE_IMAGE: 'example/regpipe:2' })).toEqual(['example/regpipe:2', true]);
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
