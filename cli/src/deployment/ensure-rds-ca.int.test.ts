import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { serveFile } from '@regpipe/stack';
import { selfSigned } from '@regpipe/testkit';
import { beforeEach, expect, onTestFinished, test } from 'vitest';

import { createCli } from '../cli.ts';
import { messagesFor } from '../messages/index.ts';
import { createOutput, type Output } from '../output.ts';
import { ensureRdsCa, RDS_CA_FILE, rdsCaUrl } from './ensure-rds-ca.ts';

const NOWHERE = 'http://127.0.0.1:9/bundle.pem';

let directory: string;
let file: string;
let said: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'regpipe-ca-'));
  file = join(directory, RDS_CA_FILE);
  said = [];
  return () => rmSync(directory, { recursive: true });
});

function ensure(url: string): Promise<void> {
  const output: Output = { ...createOutput(false), line: (text = '') => void said.push(text) };
  const { signal } = new AbortController();
  return ensureRdsCa(createCli(messagesFor('en'), output), { directory, url, signal });
}

async function serve(content: string): Promise<string> {
  const served = join(directory, 'served.pem');
  writeFileSync(served, content);
  const server = await serveFile(served);
  onTestFinished(() => server.close());
  return server.url;
}

function keep(content: string, days: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  const then = Date.now() / 1_000 - days * 86_400;
  utimesSync(file, then, then);
}

test('AWS has a bundle for each region', () => {
  expect(rdsCaUrl('ap-northeast-1')).toBe(
    'https://truststore.pki.rds.amazonaws.com/ap-northeast-1/ap-northeast-1-bundle.pem',
  );
});

test('they are fetched once, and again after a month', async () => {
  const first = selfSigned().cert + selfSigned().cert;
  await ensure(await serve(first));
  expect(readFileSync(file, 'utf8')).toBe(first);
  expect(said.at(-1)).toContain('2 certificates');
  await ensure(NOWHERE);
  expect(said.at(-1)).toContain(`${RDS_CA_FILE} (2)`);
  keep(first, 31);
  const second = selfSigned().cert;
  await ensure(await serve(second));
  expect(readFileSync(file, 'utf8')).toBe(second);
});

test('where they cannot be had, old ones are used and none are an error', async () => {
  const old = selfSigned().cert;
  keep(old, 400);
  await ensure(NOWHERE);
  expect(said.at(-1)).toMatch(/Warning: .*could not be fetched/);
  rmSync(file);
  await expect(ensure(NOWHERE)).rejects.toMatchObject({
    code: 'RDS_CA_MISSING',
    next: expect.stringContaining(RDS_CA_FILE),
  });
});

test.each([
  ['a page of somebody else', '<html>', 'there is no certificate in it'],
  ['a bundle that broke off', selfSigned().cert + selfSigned().cert.slice(0, 200), 'not every certificate'],
  ['what only looks like a certificate', selfSigned().cert.replaceAll('M', 'N'), 'not every certificate'],
])('%s is none, and does not take the place of what is there', async (_what, content, reason) => {
  const old = selfSigned().cert;
  keep(old, 31);
  await ensure(await serve(content));
  expect(said.at(-1)).toContain(reason);
  expect(readFileSync(file, 'utf8')).toBe(old);
});

test('what is there and no certificate counts as missing', async () => {
  keep('nothing of use', 1);
  await expect(ensure(NOWHERE)).rejects.toMatchObject({ code: 'RDS_CA_MISSING' });
});
