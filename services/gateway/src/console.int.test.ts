import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CONTENT_POLICY } from '@regpipe/http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { startTestGateway, type TestGateway } from './testing/test-gateway.ts';

const PAGE = '<!doctype html><title>The console</title>';
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let directory: string;
let gateway: TestGateway;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regpipe-console-'));
  await mkdir(join(directory, 'dist/assets'), { recursive: true });
  await writeFile(join(directory, 'dist/index.html'), PAGE);
  await writeFile(join(directory, 'dist/assets/index-D1g3st.js'), 'export {};');
  await writeFile(join(directory, 'secret.txt'), 'not for the world');
  gateway = await startTestGateway({ consoleDirectory: join(directory, 'dist') });
});
afterAll(async () => {
  await gateway.close();
  await rm(directory, { recursive: true });
});

const open = (url: string, headers: Record<string, string> = BROWSER) =>
  gateway.server.inject({ url, headers });

test('any address that a browser opens is a page, without a token, and asked for anew each time', async () => {
  for (const url of ['/', '/jobs', '/jobs/42?status=failed', '/no/such/page']) {
    const answer = await open(url);
    expect([url, answer.statusCode, answer.body]).toEqual([url, 200, PAGE]);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': CONTENT_POLICY,
      'x-frame-options': 'DENY',
    });
  }
  expect((await open('/', {})).body).toBe(PAGE);
});

test('its scripts and styles may be kept for ever', async () => {
  const answer = await open('/assets/index-D1g3st.js', { accept: '*/*' });
  expect(answer.body).toBe('export {};');
  expect(answer.headers).toMatchObject({
    'content-type': 'application/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': CONTENT_POLICY,
  });
});

test('what the API does not have stays refused, for browsers as well', async () => {
  for (const url of ['/api', '/api/', '/api/none', '/api/jobs', '/docs-none', '/metrics', '/none']) {
    const headers = url === '/docs-none' || url === '/none' ? { accept: '*/*' } : BROWSER;
    expect([url, (await open(url, headers)).statusCode]).toEqual([url, 401]);
  }
  expect((await open('/assets/none.js')).statusCode).toBe(404);
  const posted = await gateway.server.inject({ method: 'POST', url: '/jobs', headers: BROWSER });
  expect(posted.statusCode).toBe(401);
});

test('no address leads out of its directory', async () => {
  for (const path of [
    '../../secret.txt',
    '..%2f..%2fsecret.txt',
    '%2e%2e/%2e%2e/secret.txt',
    '/etc/passwd',
  ]) {
    const answer = await open(`/assets/${path}`, { accept: '*/*' });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('not for the world');
  }
});

test('a console that is not built says how to build it', async () => {
  const without = await startTestGateway({ beside: gateway });
  onTestFinished(() => without.close());
  const answer = await without.server.inject({ url: '/', headers: BROWSER });
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('npm run build -w @regpipe/console');
});
